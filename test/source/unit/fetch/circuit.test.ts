// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import { origin, refusingBackend, welcomingBackend } from '../support/backend.js'
import { useFakeClock } from '../support/clock.js'
import { instantSource } from '../support/source.js'

useFakeClock()

function setUp(backend = welcomingBackend()) {
  const source = instantSource()
  const tokens = createTokenCache(source)
  return {
    source,
    tokens,
    backend,
    fetch: createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch }),
  }
}

describe('context fetch: no storms', () => {
  test('F7: a thousand simultaneous 401s cost one call of the source and at most 2 000 sends', async () => {
    const { source, tokens, backend, fetch } = setUp(refusingBackend())
    await tokens.get()
    const responses = await Promise.all(Array.from({ length: 1000 }, () => fetch('/notes')))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([401]))
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.requests.length).toBeLessThanOrEqual(2000)
  })

  test('F7: a revoked token in a thousand requests is one call, and every caller gets its answer', async () => {
    const { source, tokens, backend, fetch } = setUp()
    backend.revoke(await tokens.get())
    const responses = await Promise.all(Array.from({ length: 1000 }, () => fetch('/notes')))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.requests).toHaveLength(2000)
  })

  test('F7: within 10 s of a refresh that did not help, 401s return with no refresh and no retry', async () => {
    const { source, backend, fetch } = setUp(refusingBackend())
    await fetch('/notes')
    expect(backend.requests).toHaveLength(2)
    for (let second = 0; second < 9; second++) {
      vi.advanceTimersByTime(1000)
      await fetch('/notes')
    }
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.requests).toHaveLength(11)
  })

  test('F7: once the backend takes tokens again, the pause is over: the next revoked token is replaced', async () => {
    const revoked = new Set<string>()
    let refusesAll = true
    const { source, tokens, fetch } = setUp({
      ...welcomingBackend(),
      fetch: async (_input, init) => {
        const token = String(new Headers(init?.headers).get('authorization')).slice('JWT '.length)
        if (refusesAll) revoked.add(token)
        return new Response(null, { status: revoked.has(token) ? 401 : 200 })
      },
    })
    expect((await fetch('/notes')).status).toBe(401)
    refusesAll = false
    vi.advanceTimersByTime(10_000)
    expect((await fetch('/notes')).status).toBe(200)
    revoked.add(await tokens.get())
    expect((await fetch('/notes')).status).toBe(200)
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected', 'rejected'])
  })

  test('F7: the 10 s are not extended by the 401s within them', async () => {
    const { source, fetch } = setUp(refusingBackend())
    await fetch('/notes')
    vi.advanceTimersByTime(9999)
    await fetch('/notes')
    expect(source.reasons).toHaveLength(2)
    vi.advanceTimersByTime(1)
    await fetch('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected'])
  })

  test('F7: a backend that refuses everything for a minute costs a call each 10 s', async () => {
    const { source, fetch } = setUp(refusingBackend())
    for (let tenth = 0; tenth < 600; tenth++) {
      await fetch('/notes')
      vi.advanceTimersByTime(100)
    }
    expect(source.reasons.length).toBeGreaterThanOrEqual(6)
    expect(source.reasons.length).toBeLessThanOrEqual(8)
  })

  test('F7: a token that the backend has accepted once is refreshed again when it is rejected later', async () => {
    const { source, tokens, backend, fetch } = setUp()
    await tokens.get()
    for (let i = 0; i < 3; i++) {
      for (const token of source.tokens) backend.revoke(token)
      expect((await fetch('/notes')).status).toBe(200)
    }
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected', 'rejected'])
  })

  test('F7: that an earlier token was accepted says nothing of the one that came for a rejected one', async () => {
    const { source, tokens, backend, fetch } = setUp()
    const first = await tokens.get()
    let answer = () => {}
    const slow = createContextFetch(tokens, {
      baseUrl: origin,
      fetch: () => new Promise(resolve => (answer = () => resolve(new Response('welcome')))),
    })
    const accepted = slow('/slow')
    tokens.invalidate(first)
    backend.revoke(await tokens.get())
    answer()
    await accepted
    // The second token is refused, the third too: from here on nothing is refreshed.
    await fetch('/notes')
    backend.revoke(await tokens.get())
    await fetch('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected'])
  })

  test('F7: all fetches of one cache share what they know', async () => {
    const { source, tokens, backend, fetch } = setUp(refusingBackend())
    const other = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
    await fetch('/notes')
    await other('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(backend.requests).toHaveLength(3)
  })
})
