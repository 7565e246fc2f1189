import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { setVisibility } from '../support/page.js'
import { instantSource } from '../support/source.js'

const day = 86_400_000

useFakeClock()
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('token cache: ahead of time', () => {
  test('T8: a token that is in use is refreshed when it becomes stale', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(839_999)
    expect(source.reasons).toEqual(['initial'])
    await vi.advanceTimersByTimeAsync(1)
    expect(source.reasons).toEqual(['initial', 'stale'])
    expect(cache.peek()).toBe(source.tokens[1])
    cache.dispose()
  })

  test('T8: the call that caused a refresh does not count as use, nor do refresh() and peek()', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.refresh()
    cache.peek()
    await vi.advanceTimersByTimeAsync(day)
    expect(source.reasons).toEqual(['initial', 'forced'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T8: a token that nobody asked for since its refresh is not refreshed again', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(day)
    expect(source.reasons).toEqual(['initial', 'stale'])
  })

  test('T8: with autoRefresh: false nothing happens by itself', async () => {
    const source = instantSource()
    const cache = createTokenCache(source, { autoRefresh: false })
    await cache.get()
    await cache.get()
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(850_000)
    expect(source.reasons).toEqual(['initial'])
    expect(await cache.get()).toBe(source.tokens[0])
    expect(source.reasons).toEqual(['initial', 'stale'])
  })

  test('T8: in a hidden document nothing is refreshed ahead of time', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    setVisibility('hidden')
    await vi.advanceTimersByTimeAsync(day)
    expect(source.reasons).toEqual(['initial'])
    cache.dispose()
  })

  test('T3: in a hidden document a failed refresh is not tried again by itself, but on return', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const source = instantSource(() => {
      if (source.reasons.length === 2) throw 'no'
      return createFakeToken()
    })
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(840_000)
    setVisibility('hidden')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(source.reasons).toEqual(['initial', 'stale'])
    setVisibility('visible')
    await vi.advanceTimersByTimeAsync(0)
    expect(source.reasons).toEqual(['initial', 'stale', 'stale'])
    expect(cache.peek()).toBe(source.tokens[1])
    cache.dispose()
  })

  test.each([30, 60, 364])('T8: a timer of %s days does not fire before its time', async days => {
    const source = instantSource(() => createFakeToken({ exp: (Date.now() + days * day) / 1000 }))
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(days * day - 60_001)
    expect(source.reasons).toEqual(['initial'])
    await vi.advanceTimersByTimeAsync(1)
    expect(source.reasons).toEqual(['initial', 'stale'])
    cache.dispose()
  })

  test('T8: no delay is ever longer than 2³¹−1 ms, nor one that is no number', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout')
    const source = instantSource(() => createFakeToken({ exp: (Date.now() + 300 * day) / 1000 }))
    const cache = createTokenCache(source, { tokenTimeout: Number.MAX_VALUE })
    await cache.get()
    await vi.advanceTimersByTimeAsync(100 * day)
    for (const [, delay] of set.mock.calls) expect(delay).toBeLessThanOrEqual(2 ** 31 - 1)
    expect(set.mock.calls.length).toBeGreaterThan(4)
    expect(source.reasons).toEqual(['initial'])
    cache.dispose()
  })

  test('T8: a timer that fires early is armed again', async () => {
    const { setTimeout: exact } = globalThis
    const early = vi.fn((callback: () => void, delay = 0) => exact(callback, delay > 1 ? delay - 1 : delay))
    vi.stubGlobal('setTimeout', early)
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(839_999)
    expect(source.reasons).toEqual(['initial'])
    await vi.advanceTimersByTimeAsync(1)
    expect(source.reasons).toEqual(['initial', 'stale'])
    cache.dispose()
  })

  test('T8: where timers are numbers, as in browsers, it refreshes as well', async () => {
    const { setTimeout: nodes } = globalThis
    vi.stubGlobal('setTimeout', (...args: Parameters<typeof nodes>) => Number(nodes(...args)))
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(840_000)
    expect(source.reasons).toEqual(['initial', 'stale'])
    cache.dispose()
  })

  test('T8: expiry is checked on every read, whatever the timers did', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    vi.setSystemTime(Date.now() + day)
    expect(cache.peek()).toBeUndefined()
    expect(await cache.get()).toBe(source.tokens[1])
    cache.dispose()
  })

  test('T8: prefetch asks for the first token at creation, and is off by default', async () => {
    const [eager, lazy] = [instantSource(), instantSource()]
    const cache = createTokenCache(eager, { prefetch: true })
    createTokenCache(lazy)
    await vi.advanceTimersByTimeAsync(0)
    expect(eager.reasons).toEqual(['initial'])
    expect(cache.peek()).toBe(eager.tokens[0])
    expect(lazy.reasons).toEqual([])
    cache.dispose()
  })
})
