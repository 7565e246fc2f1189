import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createContextClient } from '../../src/index.js'
import { createFakeAP, createFakeBackend } from '../../src/testing/index.js'
import { blockOf, run } from './pages.js'

type LoadNotes = () => Promise<Response>

const page = 'docs/migration.md'
const after = blockOf(page, 'client.fetch')
const askOnce = blockOf(page, 'token = answer')
const everyTime = blockOf(page, 'new Promise((resolve, reject)')
const retry = blockOf(page, 'token ??=')

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', new URL('https://app.example.com/'))
  vi.stubGlobal('document', {
    baseURI: 'https://app.example.com/',
    visibilityState: 'visible',
    addEventListener() {},
  })
  vi.stubGlobal('window', { addEventListener() {} })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A block of the page, loaded on the fakes of the test kit. */
async function open(block: typeof after) {
  const ap = createFakeAP({ lifetime: 60_000 })
  const backend = createFakeBackend({ ap, routes: { 'GET /api/notes': () => Response.json([]) } })
  vi.stubGlobal('AP', ap)
  vi.stubGlobal('fetch', backend.fetch)
  const loadNotes = (await run(block, { createContextClient }, 'loadNotes')) as LoadNotes
  await vi.advanceTimersByTimeAsync(0)
  const authorizations = () => backend.requests.map(({ headers }) => headers.get('authorization'))
  return { ap, backend, loadNotes, authorizations, statuses: () => backend.requests.map(r => r.status) }
}

test.each([
  ['before', askOnce, [200, 401, 401]],
  ['after', after, [200, 200, 200]],
])('ask once, %s: three requests across two lifetimes', async (_, block, expected) => {
  const { loadNotes, statuses } = await open(block)
  for (let minute = 0; minute < 3; minute++) {
    await loadNotes()
    await vi.advanceTimersByTimeAsync(60_000)
  }
  expect(statuses()).toEqual(expected)
})

test.each([
  ['before', everyTime, 10],
  ['after', after, 1],
])('before every request, %s: calls of the bridge for ten requests', async (_, block, expected) => {
  const { ap, loadNotes } = await open(block)
  for (let request = 0; request < 10; request++) await loadNotes()
  expect(ap.calls).toBe(expected)
})

test('before every request: a call that fails sends “JWT undefined”; after: it is an error that says why', async () => {
  const before = await open(everyTime)
  before.ap.failNext('reject')
  await before.loadNotes()
  expect(before.authorizations()).toEqual(['JWT undefined'])

  const now = await open(after)
  await vi.advanceTimersByTimeAsync(60_000) // The prefetched token is over.
  now.ap.failNext('reject')
  await expect(now.loadNotes()).rejects.toMatchObject({ code: 'source-error' })
  expect(now.authorizations()).toEqual([])
})

test('before every request: a call that is not answered waits for ever; after: it is an error after 8 s', async () => {
  const before = await open(everyTime)
  before.ap.failNext('hang')
  let isSettled = false
  void before.loadNotes().finally(() => {
    isSettled = true
  })
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(isSettled).toBe(false)

  const now = await open(after)
  await vi.advanceTimersByTimeAsync(60_000)
  now.ap.failNext('hang')
  const failed = now.loadNotes().catch(error => error.code)
  await vi.advanceTimersByTimeAsync(8000)
  expect(await failed).toBe('timeout')
})

test.each([
  ['before', retry, 5],
  ['after', after, 1],
])(
  'retry, %s: calls of the bridge for five requests that are rejected at once',
  async (_, block, expected) => {
    const { ap, backend, loadNotes } = await open(block)
    await loadNotes()
    const calls = ap.calls
    for (const token of ap.issued) backend.revoke(token)
    await Promise.all(Array.from({ length: 5 }, () => loadNotes()))
    expect(ap.calls - calls).toBe(expected)
  },
)

test.each([
  ['before', retry, [200, 401, 401]],
  ['after', after, [200, 401]],
])('retry, %s: a product that gives the rejected token once more', async (_, block, expected) => {
  const { ap, backend, loadNotes, statuses } = await open(block)
  await loadNotes()
  for (const token of ap.issued) backend.revoke(token)
  ap.failNext('same-token', 5)
  await loadNotes()
  expect(statuses()).toEqual(expected)
})

test.each([
  ['before', retry, [200, 401, 200]],
  ['after', after, [200, 200]],
])('retry, %s: the first request after the expiry', async (_, block, expected) => {
  const { loadNotes, statuses } = await open(block)
  await loadNotes()
  await vi.advanceTimersByTimeAsync(60_000)
  await loadNotes()
  expect(statuses()).toEqual(expected)
})
