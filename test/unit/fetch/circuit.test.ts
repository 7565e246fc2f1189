// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../src/fetch/context-fetch.js'
import { origin, recordingBackend } from '../support/backend.js'
import { instantSource } from '../support/source.js'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const source = instantSource()
  const tokens = createTokenCache(source)
  const backend = recordingBackend()
  return {
    source,
    tokens,
    backend,
    fetch: createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch }),
  }
}

describe('context fetch: no storms', () => {
  test('F7: a thousand simultaneous 401s cost one call of the source and at most 2 000 sends', async () => {
    const { source, tokens, backend, fetch } = setUp()
    await tokens.get()
    backend.refuseAll = true
    const responses = await Promise.all(Array.from({ length: 1000 }, () => fetch('/notes')))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([401]))
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.sent.length).toBeLessThanOrEqual(2000)
  })

  test('F7: a revoked token in a thousand requests is one call, and every caller gets its answer', async () => {
    const { source, tokens, backend, fetch } = setUp()
    backend.refused.add(await tokens.get())
    const responses = await Promise.all(Array.from({ length: 1000 }, () => fetch('/notes')))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.sent).toHaveLength(2000)
  })

  test('F7: within 10 s of a refresh that did not help, 401s return with no refresh and no retry', async () => {
    const { source, backend, fetch } = setUp()
    backend.refuseAll = true
    await fetch('/notes')
    expect(backend.sent).toHaveLength(2)
    for (let second = 0; second < 9; second++) {
      vi.advanceTimersByTime(1000)
      await fetch('/notes')
    }
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.sent).toHaveLength(11)
  })

  test('F7: the 10 s are not extended by the 401s within them', async () => {
    const { source, backend, fetch } = setUp()
    backend.refuseAll = true
    await fetch('/notes')
    vi.advanceTimersByTime(9999)
    await fetch('/notes')
    expect(source.reasons).toHaveLength(2)
    vi.advanceTimersByTime(1)
    await fetch('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected'])
  })

  test('F7: a backend that refuses everything for a minute costs a call each 10 s', async () => {
    const { source, backend, fetch } = setUp()
    backend.refuseAll = true
    for (let tenth = 0; tenth < 600; tenth++) {
      await fetch('/notes')
      vi.advanceTimersByTime(100)
    }
    expect(source.reasons.length).toBeGreaterThanOrEqual(6)
    expect(source.reasons.length).toBeLessThanOrEqual(8)
  })

  test('F7: a token that the backend has accepted once is refreshed again when it is refused later', async () => {
    const { source, tokens, backend, fetch } = setUp()
    backend.refused.add(await tokens.get())
    expect((await fetch('/notes')).status).toBe(200)
    for (const token of source.tokens) backend.refused.add(token)
    expect((await fetch('/notes')).status).toBe(200)
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected'])
  })

  test('F7: all fetches of one cache share what they know', async () => {
    const { source, tokens, backend, fetch } = setUp()
    const other = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
    backend.refuseAll = true
    await fetch('/notes')
    await other('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.sent).toHaveLength(3)
  })
})
