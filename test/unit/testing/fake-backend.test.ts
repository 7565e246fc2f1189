import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createContextClient } from '../../../src/client/context-client.js'
import { createFakeAP, createFakeBackend } from '../../../src/testing/index.js'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('fake backend', () => {
  test('K4: a client on both fakes: first token, rollover, a revoked token', async () => {
    const ap = createFakeAP({ lifetime: 60_000 })
    const restore = ap.install()
    const backend = createFakeBackend({ ap, routes: { 'POST /api/notes': r => new Response(r.body) } })
    const client = createContextClient({
      baseUrl: 'https://app.example.com',
      fetch: backend.fetch,
      prefetch: false,
    })
    const post = async () => (await client.fetch('/api/notes', { method: 'POST', body: 'note' })).text()
    expect(await post()).toBe('note')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await post()).toBe('note')
    backend.revoke(ap.issued.at(-1) ?? '')
    expect(await post()).toBe('note')
    expect(ap.calls).toBe(3)
    expect(backend.requests.map(({ status }) => status)).toEqual([200, 200, 401, 200])
    expect(backend.requests.map(({ body }) => new TextDecoder().decode(body))).toEqual(Array(4).fill('note'))
    client.dispose()
    restore()
    expect(globalThis).not.toHaveProperty('AP')
  })
})
