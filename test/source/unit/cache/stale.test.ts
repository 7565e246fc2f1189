// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import type { TokenCacheOptions } from '../../../../src/cache/types.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, rejection, settle, stateOf } from '../support/source.js'

useFakeClock()
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A cache whose token of 15 minutes is stale, and usable for 50 s more. */
async function staleCache(options?: TokenCacheOptions) {
  const controlled = controlledSource()
  const cache = createTokenCache(controlled.source, { autoRefresh: false, ...options })
  const events = recordEvents(cache)
  const first = cache.get()
  const token = createFakeToken()
  controlled.last().resolve(token)
  await first
  await vi.advanceTimersByTimeAsync(845_000)
  return { ...controlled, cache, events, token }
}

describe('token cache: stale', () => {
  test('T3: a caller gets the stale token at once, and the refresh runs beside it', async () => {
    const { cache, calls, last, token } = await staleCache()
    expect(await cache.get()).toBe(token)
    expect(cache.peek()).toBe(token)
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'stale'])
    const fresh = createFakeToken()
    last().resolve(fresh)
    await settle()
    expect(await cache.get()).toBe(fresh)
    expect(calls).toHaveLength(2)
  })

  test('T3: nobody waits for the refresh while the stale token is usable', async () => {
    const { cache, calls, token } = await staleCache()
    for (let i = 0; i < 10; i++) expect(await cache.get()).toBe(token)
    expect(calls).toHaveLength(2)
  })

  test('T3: nobody waits for a forced refresh while there is a usable token', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    const token = createFakeToken()
    last().resolve(token)
    await first
    const forced = cache.refresh()
    expect(await cache.get()).toBe(token)
    expect(await stateOf(forced)).toBe('pending')
    expect(calls).toHaveLength(2)
  })

  test('T3: a failed refresh keeps the usable token, and an event says so', async () => {
    const { cache, events, last, token } = await staleCache()
    await cache.get()
    last().reject('no')
    await settle()
    expect(await cache.get()).toBe(token)
    expect(events.refresherror).toMatchObject([{ reason: 'stale', error: { code: 'source-error' } }])
  })

  test('T3: when the token stops being usable meanwhile, callers join the refresh in flight', async () => {
    const { cache, calls, last } = await staleCache({ tokenTimeout: 60_000 })
    await cache.get()
    await vi.advanceTimersByTimeAsync(50_000)
    const waiting = cache.get()
    expect(await stateOf(waiting)).toBe('pending')
    const fresh = createFakeToken()
    last().resolve(fresh)
    expect(await waiting).toBe(fresh)
    expect(calls).toHaveLength(2)
  })

  test('T3: after a failure callers do not ask again before the pause is over', async () => {
    const { cache, calls, last } = await staleCache()
    await cache.get()
    last().reject('no')
    await settle()
    await vi.advanceTimersByTimeAsync(999)
    await cache.get()
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    await cache.get()
    expect(calls).toHaveLength(3)
  })

  test('T3: a refresh() that fails while the token is fresh is followed by no try before it is stale', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const first = cache.get()
    last().resolve(createFakeToken())
    await first
    const forced = rejection(cache.refresh())
    last().reject('no')
    await forced
    expect(events.refresherror[0]).not.toHaveProperty('retryInMs')
    await vi.advanceTimersByTimeAsync(839_999)
    await cache.get()
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'forced', 'stale'])
    cache.dispose()
  })

  test('T4: a refresh that fails when the token is not usable any more leaves no timer', async () => {
    const { cache, last } = await staleCache({ autoRefresh: true })
    await vi.advanceTimersByTimeAsync(50_000)
    const failed = rejection(cache.get())
    last().reject('no')
    await failed
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T3: refresh() asks at once, pause or no pause', async () => {
    const { cache, calls, last } = await staleCache()
    await cache.get()
    last().reject('no')
    await settle()
    const forced = cache.refresh()
    const fresh = createFakeToken()
    last().resolve(fresh)
    expect(await forced).toBe(fresh)
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'stale', 'forced'])
  })

  test('T3: it is tried again after 1 s doubling to 30 s, by itself, while the token is usable', async () => {
    const source = vi.fn()
    source.mockReturnValueOnce(createFakeToken({ exp: Math.floor(Date.now() / 1000) + 36_000 }))
    source.mockRejectedValue('no')
    const cache = createTokenCache(source, { refreshLeeway: 7_000_000 })
    const events = recordEvents(cache)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(36_000_000)
    const pauses = events.refresherror.map(({ retryInMs }) => retryInMs)
    expect(pauses.slice(0, 7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
    expect(Math.max(...pauses.filter(pause => pause !== undefined))).toBe(30_000)
    expect(cache.peek()).toBeUndefined()
    const tries = source.mock.calls.length
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(source).toHaveBeenCalledTimes(tries)
  })

  test.each([
    [0, 1000],
    [0.5, 750],
    [1, 500],
  ])('T3: jitter takes up to half of the pause away (random %s: %s ms)', async (random, pause) => {
    vi.spyOn(Math, 'random').mockReturnValue(random)
    const { cache, calls, events, last } = await staleCache({ autoRefresh: true })
    await cache.get()
    last().reject('no')
    await settle()
    expect(events.refresherror).toMatchObject([{ retryInMs: pause }])
    await vi.advanceTimersByTimeAsync(pause - 1)
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toHaveLength(3)
  })

  test('T3: a success starts the doubling anew', async () => {
    const { cache, events, last } = await staleCache({ autoRefresh: true })
    await cache.get()
    last().reject('no')
    await vi.advanceTimersByTimeAsync(1000)
    last().reject('no')
    await vi.advanceTimersByTimeAsync(2000)
    last().resolve(createFakeToken())
    await settle()
    await cache.get()
    await vi.advanceTimersByTimeAsync(840_000)
    last().reject('no')
    await settle()
    expect(events.refresherror.map(({ retryInMs }) => retryInMs)).toEqual([1000, 2000, 1000])
  })

  test('T3: a retry that would come after the last usable moment is not announced', async () => {
    const { cache, calls, events, last } = await staleCache({ autoRefresh: true })
    await vi.advanceTimersByTimeAsync(49_000)
    await cache.get()
    last().reject('no')
    await settle()
    expect(events.refresherror[0]).not.toHaveProperty('retryInMs')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toHaveLength(2)
  })

  test('T3: without autoRefresh no retry is announced, and none happens by itself', async () => {
    const { cache, calls, events, last } = await staleCache()
    await cache.get()
    last().reject('no')
    await vi.advanceTimersByTimeAsync(40_000)
    expect(events.refresherror[0]).not.toHaveProperty('retryInMs')
    expect(calls).toHaveLength(2)
  })
})
