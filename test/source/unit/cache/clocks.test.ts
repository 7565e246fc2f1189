// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { useFakeClock } from '../support/clock.js'
import { instantSource } from '../support/source.js'

const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000

useFakeClock(start)

describe('token cache: two clocks', () => {
  test('T6: a wall clock that is set back does not keep an expired token alive', async () => {
    const source = instantSource()
    const cache = createTokenCache(source, { autoRefresh: false })
    await cache.get()
    vi.setSystemTime(start - hour)
    vi.advanceTimersByTime(894_999)
    expect(cache.peek()).toBe(source.tokens[0])
    vi.advanceTimersByTime(1)
    expect(cache.peek()).toBeUndefined()
    await cache.get()
    expect(source.reasons).toEqual(['initial', 'expired'])
  })

  test('T6: nor does a laptop that slept, whose monotonic clock stood still', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    vi.setSystemTime(start + 894_999)
    expect(cache.peek()).toBe(source.tokens[0])
    vi.setSystemTime(start + 895_000)
    expect(cache.peek()).toBeUndefined()
    expect(await cache.get()).toBe(source.tokens[1])
    expect(source.reasons).toEqual(['initial', 'expired'])
  })

  test('T6: a machine that slept until the token was stale gets it once more, refreshed beside it', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    vi.setSystemTime(start + 850_000)
    expect(await cache.get()).toBe(source.tokens[0])
    expect(source.reasons).toEqual(['initial', 'stale'])
  })

  test('T6: a wall clock that is set back does not put off the next try', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    let failing = false
    const source = instantSource(() => {
      if (failing) throw new Error('no')
      return instantSource()({ reason: 'initial', signal: new AbortController().signal }) as string
    })
    const cache = createTokenCache(source, { autoRefresh: false })
    await cache.get()
    vi.advanceTimersByTime(850_000)
    failing = true
    await cache.get()
    await vi.advanceTimersByTimeAsync(0)
    vi.setSystemTime(start - hour)
    await cache.get()
    expect(source.reasons).toEqual(['initial', 'stale'])
    await vi.advanceTimersByTimeAsync(1000)
    await cache.get()
    expect(source.reasons).toEqual(['initial', 'stale', 'stale'])
    vi.restoreAllMocks()
  })
})
