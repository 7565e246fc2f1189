// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { apTokenSource } from '../../../../src/source/ap-source.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { stubBridge } from '../support/bridge.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, rejection, settle } from '../support/source.js'

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
})

/** A cache whose first call has timed out, and may still be answered. */
async function timedOut() {
  const controlled = controlledSource()
  const cache = createTokenCache(controlled.source)
  const events = recordEvents(cache)
  const failed = rejection(cache.get())
  await vi.advanceTimersByTimeAsync(8000)
  const error = await failed
  const late = controlled.last()
  return { ...controlled, cache, events, late, error }
}

describe('late answers', () => {
  test('S5: a source that hangs: timeout, and the next get() asks anew', async () => {
    const { cache, calls, late, error, last } = await timedOut()
    expect(error).toMatchObject({ code: 'timeout' })
    expect(late.signal.reason).toBe(error)
    const next = cache.get()
    expect(calls).toHaveLength(2)
    const token = createFakeToken()
    last().resolve(token)
    expect(await next).toBe(token)
    cache.dispose()
  })

  test('S5: an answer that comes late is taken into the cache, with its event', async () => {
    const { cache, calls, events, late } = await timedOut()
    await vi.advanceTimersByTimeAsync(12_000)
    const token = createFakeToken()
    late.resolve(token)
    await settle()
    expect(cache.peek()).toBe(token)
    expect(await cache.get()).toBe(token)
    expect(calls).toHaveLength(1)
    expect(events.refresh).toMatchObject([{ reason: 'initial', durationMs: 20_000 }])
    cache.dispose()
  })

  test('S5: but not if one from a later call is there', async () => {
    const { cache, events, late, last } = await timedOut()
    const next = cache.get()
    const token = createFakeToken()
    last().resolve(token)
    await next
    late.resolve(createFakeToken())
    await settle()
    expect(cache.peek()).toBe(token)
    expect(events.refresh).toHaveLength(1)
    cache.dispose()
  })

  test('S5, T3: while a later call is in flight, it serves who waits; the answer then replaces it', async () => {
    const { cache, late, last } = await timedOut()
    const next = cache.get()
    const forced = cache.refresh()
    const [old, token] = [createFakeToken(), createFakeToken()]
    late.resolve(old)
    expect(await next).toBe(old)
    expect(cache.peek()).toBe(old)
    last().resolve(token)
    expect(await forced).toBe(token)
    expect(cache.peek()).toBe(token)
    cache.dispose()
  })

  test('S5: it replaces a token of an earlier call', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    last().resolve(createFakeToken())
    await first
    const failed = rejection(cache.refresh())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    const token = createFakeToken()
    last().resolve(token)
    await settle()
    expect(cache.peek()).toBe(token)
    cache.dispose()
  })

  test('S5: a token that was rejected meanwhile is not taken', async () => {
    const { cache, events, late } = await timedOut()
    const token = createFakeToken()
    cache.invalidate(token)
    late.resolve(token)
    await settle()
    expect(cache.peek()).toBeUndefined()
    expect(events.refresh).toEqual([])
    cache.dispose()
  })

  test('S5: nor if the cached one was rejected since, and is the same', async () => {
    const { cache, late, last } = await timedOut()
    const token = createFakeToken()
    const next = cache.get()
    last().resolve(token)
    cache.invalidate(await next)
    late.resolve(token)
    await settle()
    expect(cache.peek()).toBeUndefined()
    cache.dispose()
  })

  test.each([
    ['malformed', 'a.b'],
    ['no JSON', 'a.b.c'],
    ['empty', ''],
    ['no string', 42 as unknown as string],
  ])('S5: a late answer that is %s changes nothing, and is no unhandled rejection', async (_, answer) => {
    const { cache, events, late } = await timedOut()
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    late.resolve(answer)
    await settle()
    vi.useRealTimers()
    await new Promise(resolve => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
    expect(cache.peek()).toBeUndefined()
    expect(events.refresherror).toHaveLength(1)
    cache.dispose()
  })

  test('S5: a late failure changes nothing', async () => {
    const { cache, events, late } = await timedOut()
    late.reject('no')
    await settle()
    expect(events.refresherror).toHaveLength(1)
    cache.dispose()
  })

  test('S5: after dispose() a late answer is not taken', async () => {
    const { cache, events, late } = await timedOut()
    cache.dispose()
    late.resolve(createFakeToken())
    await settle()
    expect(cache.peek()).toBeUndefined()
    expect(events.refresh).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('S5: the bridge call stays open after the timeout, its late callback is still taken', async () => {
    const ap = stubBridge()
    ap.failNext('hang')
    const cache = createTokenCache(apTokenSource())
    const failed = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    ap.release()
    await settle()
    expect(cache.peek()).toBe(ap.issued[0])
    expect(ap.calls).toBe(1)
    cache.dispose()
  })
})
