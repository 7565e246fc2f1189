import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as exported from '../../src/index.js'
import * as testing from '../../src/testing/index.js'
import { blockOf, run } from './pages.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('docs/testing.md: a bridge that hangs after a revocation leaves the app its 401', async () => {
  const printed: unknown[] = []
  const console = { log: (value: unknown) => printed.push(value) }
  const done = run(blockOf('docs/testing.md', "ap.failNext('hang')"), { ...exported, ...testing, console })
  await vi.advanceTimersByTimeAsync(8000)
  await done
  expect(printed).toEqual([['Ship it'], 401])
  expect('AP' in globalThis).toBe(false)
})

test('docs/testing.md: a route for the rest reads the URL, since no route has parameters', async () => {
  const block = blockOf('docs/testing.md', "'*': ({ url })")
  const backend = (await run(block, { ...testing }, 'backend')) as testing.FakeBackend
  const client = exported.createContextClient({
    baseUrl: 'https://app.example.com',
    getToken: () => testing.createFakeToken(),
    fetch: backend.fetch,
  })
  const answers = []
  for (const path of ['/api/notes?all', '/api/notes/1', '/api/notes/2', '/api/other'])
    answers.push((await client.fetch(path)).status)
  expect(answers).toEqual([200, 200, 404, 404])
  client.dispose()
})

test('docs/testing.md: what is said of Jest, run without it', async () => {
  const modules: Record<string, object> = {
    'ap-context-fetch': exported,
    'ap-context-fetch/testing': testing,
  }
  const ran: Promise<void>[] = []
  await run(blockOf('docs/testing.md', "require('ap-context-fetch')"), {
    require: (name: string) => modules[name],
    test: (_: string, body: () => Promise<void>) => ran.push(body()),
    expect,
  })
  expect(ran).toHaveLength(1)
  await Promise.all(ran)
  expect('AP' in globalThis).toBe(false)
})
