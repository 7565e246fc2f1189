// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, instantSource, rejection, settle } from '../support/source.js'

const start = Date.UTC(2026, 0, 1)

useFakeClock(start)
afterEach(() => {
  vi.restoreAllMocks()
})

describe('token cache: events', () => {
  test('T10: `refresh` tells reason, duration and expiry, and nothing else', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const waiting = cache.get()
    await vi.advanceTimersByTimeAsync(250)
    last().resolve(createFakeToken())
    await waiting
    expect(events.refresh).toEqual([{ reason: 'initial', durationMs: 250, expiresAt: start + 900_000 }])
    expect(events.refresh[0]?.expiresAt).toBe(cache.expiresAt)
    expect(events.refresherror).toEqual([])
    cache.dispose()
  })

  test('T10: the duration is measured by the monotonic clock', async () => {
    await vi.advanceTimersByTimeAsync(1000) // The page is older than the call.
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const waiting = cache.get()
    await vi.advanceTimersByTimeAsync(40)
    vi.setSystemTime(start - 3_600_000)
    last().resolve(createFakeToken())
    await waiting
    expect(events.refresh).toMatchObject([{ durationMs: 40 }])
    cache.dispose()
  })

  test('T10: `refresherror` tells reason and error, the very one that the caller gets', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const waiting = rejection(cache.get())
    last().reject('no')
    expect(events.refresherror).toEqual([])
    const error = await waiting
    expect(events.refresherror).toEqual([{ reason: 'initial', error }])
  })

  test('T10: events are CustomEvents, dispatched once for each call of the source', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const listener = vi.fn()
    cache.addEventListener('refresh', listener)
    await Promise.all([cache.get(), cache.get(), cache.refresh()])
    await cache.get()
    expect(listener).toHaveBeenCalledOnce()
    expect(listener.mock.calls[0]?.[0]).toBeInstanceOf(CustomEvent)
    cache.removeEventListener('refresh', listener)
    await cache.refresh()
    expect(listener).toHaveBeenCalledOnce()
    cache.dispose()
  })

  test('T10: in a `refresh` listener the new token is there already', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const seen: unknown[] = []
    cache.addEventListener('refresh', () => seen.push(cache.peek(), cache.expiresAt))
    await cache.get()
    expect(seen).toEqual([source.tokens[0], start + 900_000])
    cache.dispose()
  })
})

describe('token cache: listeners that call back', () => {
  test('T10: get() in a `refresh` listener gives the new token, with no further call', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const got: Promise<string>[] = []
    cache.addEventListener('refresh', () => got.push(cache.get()))
    await cache.get()
    expect(await Promise.all(got)).toEqual(source.tokens)
    expect(source.reasons).toEqual(['initial'])
    cache.dispose()
  })

  test('T10: refresh() in a `refresh` listener is a call of its own', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    let second: Promise<string> | undefined
    cache.addEventListener('refresh', () => {
      second ??= cache.refresh()
    })
    expect(await cache.get()).toBe(source.tokens[0])
    expect(await second).toBe(source.tokens[1])
    expect(cache.peek()).toBe(source.tokens[1])
    expect(source.reasons).toEqual(['initial', 'forced'])
    cache.dispose()
  })

  test('T10: dispose() in a `refresh` listener ends the cache and leaves no timer', async () => {
    const cache = createTokenCache(instantSource())
    cache.addEventListener('refresh', () => cache.dispose())
    await Promise.allSettled([cache.get()])
    expect(cache.peek()).toBeUndefined()
    expect(await rejection(cache.get())).toMatchObject({ code: 'disposed' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T10: get() in a `refresherror` listener is a new try', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    let second: Promise<string> | undefined
    cache.addEventListener('refresherror', () => {
      second ??= cache.get()
    })
    const first = rejection(cache.get())
    last().reject('no')
    expect(await first).toMatchObject({ code: 'source-error' })
    const token = createFakeToken()
    last().resolve(token)
    expect(await second).toBe(token)
    expect(calls).toHaveLength(2)
    cache.dispose()
  })

  test('T11: a token that a `refresh` listener gives up comes out of no get(), the source is asked again', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    cache.addEventListener('refresh', () => cache.invalidate(source.tokens[0] ?? ''))
    expect(await cache.get()).toBe(source.tokens[1])
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(cache.peek()).toBe(source.tokens[1])
    cache.dispose()
  })

  test('T11: a `refresh` listener that gives every token up ends get() with an error, after two calls', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    cache.addEventListener('refresh', () => cache.invalidate(source.tokens.at(-1) ?? ''))
    expect(await rejection(cache.get())).toMatchObject({ code: 'source-error' })
    expect([source.reasons, cache.peek()]).toEqual([['initial', 'rejected'], undefined])
    cache.dispose()
  })
})

describe('token cache: listeners that throw', () => {
  let uncaught: unknown[] = []
  let runnersOwn: NodeJS.UncaughtExceptionListener[] = []
  const record = (error: unknown) => uncaught.push(error)
  beforeEach(() => {
    uncaught = []
    runnersOwn = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', record)
  })
  afterEach(() => {
    process.off('uncaughtException', record)
    for (const listener of runnersOwn) process.on('uncaughtException', listener)
  })
  /** Node reports in `process.nextTick`, which the fake clock leaves alone. */
  const reported = () => new Promise<void>(resolve => process.nextTick(resolve))

  test('T10: the token comes, the other listeners are called, the exception is reported', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const broken = new Error('Broken listener')
    cache.addEventListener('refresh', () => {
      throw broken
    })
    const events = recordEvents(cache)
    expect(await cache.get()).toBe(source.tokens[0])
    await reported()
    expect(uncaught).toEqual([broken])
    expect(events.refresh).toHaveLength(1)
    expect(await cache.refresh()).toBe(source.tokens[1])
    await reported()
    expect(uncaught).toEqual([broken, broken])
    cache.dispose()
  })

  test('T10: a failure stays the failure that it is, and the next call asks anew', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const broken = new Error('Broken listener')
    cache.addEventListener('refresherror', () => {
      throw broken
    })
    const failed = rejection(cache.get())
    last().reject('no')
    expect(await failed).toMatchObject({ code: 'source-error', cause: 'no' })
    await reported()
    expect(uncaught).toEqual([broken])
    const next = cache.get()
    last().resolve(createFakeToken())
    expect(await next).toBe(cache.peek())
    expect(calls).toHaveLength(2)
    await settle()
    cache.dispose()
  })
})
