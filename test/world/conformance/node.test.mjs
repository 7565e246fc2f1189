import ky from 'ky'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as library from '../../../src/index.ts'
import { cases } from './cases/index.mjs'
import { collect } from './compare.mjs'
import { expectConformance } from './expect-conformance.mjs'
import { implementations } from './implementations.mjs'
import { refusedPort, startRecorder } from './recorder.mjs'
import { runCases } from './run-cases.mjs'

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
    const results = {}
    for (const [name, implementation] of Object.entries(implementations(library, origins))) {
      const { fetch, end, sendsNothing } = implementation()
      const run = {
        environment: 'node',
        implementation: fetch,
        prefix: name[0],
        origins,
        ky,
        platform,
        sendsNothing,
      }
      results[name] = collect(await runCases(run), recorder)
      end()
    }
    expect(cases.length).toBeGreaterThan(120)
    expectConformance('Node', results)
    expect(globalThis.fetch).toBe(platform)
  })
})
