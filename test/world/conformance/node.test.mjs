import ky from 'ky'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as library from '../../../src/index.ts'
import { cases } from './cases/index.mjs'
import { collect } from './compare.mjs'
import { expectConformance } from './expect-conformance.mjs'
import { refusedPort, startRecorder } from './recorder.mjs'
import { runAll } from './run-cases.mjs'

const platform = globalThis.fetch
let recorder
let origins

beforeAll(async () => {
  recorder = await startRecorder()
  const origin = port => `http://127.0.0.1:${port}`
  origins = {
    app: origin(await recorder.start('app')),
    ally: origin(await recorder.start('ally')),
    foreign: origin(await recorder.start('foreign')),
    refused: origin(await refusedPort()),
  }
})
afterAll(() => recorder.close())

describe('Node', () => {
  test('F1: the client, and the patched global, are the platform’s fetch but for one header', {
    timeout: 120_000,
  }, async () => {
    const outcomes = await runAll({ library, environment: 'node', origins, ky, platform })
    const results = Object.entries(outcomes).map(([name, each]) => [name, collect(each, recorder)])
    expect(cases.length).toBeGreaterThan(120)
    expectConformance('Node', Object.fromEntries(results))
    expect(globalThis.fetch).toBe(platform)
  })
})
