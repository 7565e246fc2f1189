import { expect, test } from 'vitest'
import * as exported from '../../src/index.js'
import * as testing from '../../src/testing/index.js'
import { blockOf, pageOf, run } from './pages.js'

test('README: in your unit tests, a token that was revoked is replaced', async () => {
  const printed: unknown[] = []
  const console = { log: (value: unknown) => printed.push(value) }
  await run(blockOf('README.md', 'createFakeAP'), { ...exported, ...testing, console })
  expect(printed).toEqual([['Ship it'], [200, 401, 200]])
  expect('AP' in globalThis).toBe(false)
})

test('README: a map, which can be read in one go', () => {
  expect(pageOf('README.md').text.split('\n').length).toBeLessThan(200)
})
