// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { controlledSource, instantSource, rejection, settle, stateOf } from '../support/source.js'

useFakeClock()
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A cache whose source fails, asked in vain five times in a row. */
async function tiredCache(answer?: () => string) {
  let isFailing = true
  const source = instantSource(() => {
    if (isFailing) throw `no ${source.reasons.length}`
    return answer?.() ?? createFakeToken()
  })
  const cache = createTokenCache(source)
  for (let time = 0; time < 5; time++) await rejection(cache.get())
  const calls = () => source.reasons.length
  const recover = () => {
    isFailing = false
  }
  return { cache, calls, recover }
}

/** Asks once, and lets the next task come. */
const askLater = async (cache: { get(): Promise<string> }) => {
  const asked = rejection(cache.get())
  await vi.advanceTimersByTimeAsync(0)
  return asked
}

describe('token cache: a source that keeps failing', () => {
  test('T12: after five failures in a row, callers get the last error and cost no call until the pause is over', async () => {
    const { cache, calls } = await tiredCache()
    expect(calls()).toBe(5)
    for (let time = 0; time < 20; time++) {
      expect(await askLater(cache)).toMatchObject({ code: 'source-error', cause: 'no 5' })
    }
    expect(calls()).toBe(5)
    await vi.advanceTimersByTimeAsync(999)
    await askLater(cache)
    expect(calls()).toBe(5)
    await vi.advanceTimersByTimeAsync(1)
    await askLater(cache)
    expect(calls()).toBe(6)
  })

  test('T12: four failures are no reason to pause', async () => {
    const source = instantSource(() => {
      throw 'no'
    })
    const cache = createTokenCache(source)
    for (let time = 0; time < 5; time++) await rejection(cache.get())
    expect(source.reasons).toHaveLength(5)
  })

  test('T12: the pauses are 1 s doubling to 10 s, each started by the failure that follows the one before', async () => {
    const { cache, calls } = await tiredCache()
    const pauses: number[] = []
    for (let failure = 6; failure <= 11; failure++) {
      let pause = 0
      while (calls() < failure) {
        await vi.advanceTimersByTimeAsync(500)
        pause += 500
        await askLater(cache)
      }
      pauses.push(pause)
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000])
  })

  test('T12: chance takes up to half of a pause away', async () => {
    vi.mocked(Math.random).mockReturnValue(1)
    const { cache, calls } = await tiredCache()
    await vi.advanceTimersByTimeAsync(499)
    await askLater(cache)
    expect(calls()).toBe(5)
    await vi.advanceTimersByTimeAsync(1)
    await askLater(cache)
    expect(calls()).toBe(6)
  })

  test('T12: the error comes in the next task, so that timers run while an app asks in a loop', async () => {
    const { cache } = await tiredCache()
    expect(await stateOf(rejection(cache.get()).then(() => {}))).toBe('fulfilled')
    const asked = cache.get()
    let isSettled = false
    asked.catch(() => {
      isSettled = true
    })
    for (let tick = 0; tick < 100; tick++) await undefined
    expect(isSettled).toBe(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(isSettled).toBe(true)
  })

  test('T12: a listener that calls get() at each refresherror costs five calls, and a timer still runs', async () => {
    const source = instantSource(() => {
      throw 'no'
    })
    const cache = createTokenCache(source)
    cache.addEventListener('refresherror', () => {
      cache.get().catch(() => {})
    })
    const ran = vi.fn()
    setTimeout(ran, 1)
    await rejection(cache.get())
    await vi.advanceTimersByTimeAsync(1)
    expect(ran).toHaveBeenCalledOnce()
    expect(source.reasons).toHaveLength(5)
    cache.dispose()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T12: refresh() asks in the pause, and ends it', async () => {
    const { cache, calls, recover } = await tiredCache()
    recover()
    const token = await cache.refresh()
    expect([calls(), await cache.get(), cache.peek()]).toEqual([6, token, token])
  })

  test('T12: who asked in the pause waits for the call that refresh() makes meanwhile', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    for (let time = 0; time < 5; time++) {
      const failed = rejection(cache.get())
      last().reject('no')
      await failed
    }
    const asked = cache.get()
    const refreshed = cache.refresh()
    await vi.advanceTimersByTimeAsync(10)
    const token = createFakeToken()
    last().resolve(token)
    expect(await Promise.all([asked, refreshed])).toEqual([token, token])
  })

  test('T12: a hundred callers in the pause wait for one timer, which none of them puts off', async () => {
    const { cache } = await tiredCache()
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const asked = Array.from({ length: 100 }, () => rejection(cache.get()))
    await vi.advanceTimersByTimeAsync(0)
    expect(await Promise.all(asked)).toHaveLength(100)
    expect(timers).toHaveBeenCalledTimes(1)
  })

  test('T12: after a success it takes five failures again', async () => {
    const { cache, calls, recover } = await tiredCache()
    recover()
    await cache.refresh()
    vi.setSystemTime(Date.now() + 3_600_000)
    expect(await cache.get()).toBe(cache.peek())
    expect(calls()).toBe(7)
  })

  test('T12: a token that comes late ends the pause, and serves those who wait', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source, { tokenTimeout: 1000 })
    const first = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(1000)
    expect(await first).toMatchObject({ code: 'timeout' })
    for (let time = 0; time < 4; time++) {
      const failed = rejection(cache.get())
      last().reject('no')
      await failed
    }
    const resting = cache.get()
    const late = createFakeToken()
    calls[0]?.resolve(late)
    await settle()
    expect(await resting).toBe(late)
    expect(calls).toHaveLength(5)
  })

  test('T12: a caller that leaves in the pause gets its own reason', async () => {
    const { cache } = await tiredCache()
    const controller = new AbortController()
    const asked = rejection(cache.get({ signal: controller.signal }))
    controller.abort('gone')
    expect(await asked).toBe('gone')
  })

  test('T15: in the pause a rejected token serves again, too', async () => {
    const token = createFakeToken()
    let calls = 0
    const cache = createTokenCache(() => {
      if (++calls > 1) throw 'no'
      return token
    })
    await cache.get()
    for (let time = 0; time < 5; time++) {
      cache.invalidate(token)
      expect(await cache.get()).toBe(token)
    }
    expect(calls).toBe(6)
    cache.invalidate(token)
    expect(cache.peek()).toBeUndefined()
    expect(await cache.get()).toBe(token)
    expect(calls).toBe(6)
    cache.dispose()
  })

  test('T12: failures of a stale token count, and hold nobody up while it is usable', async () => {
    let calls = 0
    const cache = createTokenCache(() => {
      if (++calls > 1) throw 'no'
      return createFakeToken()
    })
    const token = await cache.get()
    await cache.get()
    await vi.advanceTimersByTimeAsync(880_000)
    expect(calls).toBeGreaterThanOrEqual(6)
    expect(await cache.get()).toBe(token)
    const { length } = Array.from({ length: calls })
    vi.advanceTimersByTime(16_000)
    expect(cache.peek()).toBeUndefined()
    await askLater(cache)
    expect(calls - length).toBeLessThanOrEqual(1)
    cache.dispose()
  })
})
