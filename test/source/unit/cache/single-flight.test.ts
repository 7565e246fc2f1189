// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, instantSource, rejection, settle, stateOf } from '../support/source.js'

useFakeClock()

describe('token cache: one flight', () => {
  test('T1: a thousand callers at once cost one call of the source', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const waiting = Array.from({ length: 1000 }, (_, i) => (i % 2 ? cache.get() : cache.refresh()))
    const token = createFakeToken()
    last().resolve(token)
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([token]))
    expect(calls).toHaveLength(1)
  })

  test('T1: 10 000 requests in one token lifetime cost one call', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    for (let i = 0; i < 10_000; i++) {
      await cache.get()
      if (i % 100 === 0) vi.advanceTimersByTime(8000)
    }
    expect(source.reasons).toEqual(['initial'])
  })

  test('T1: refresh() asks the source although the token is fresh, and joins a refresh in flight', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    last().resolve(createFakeToken())
    await first
    const [one, other] = [cache.refresh(), cache.refresh()]
    const token = createFakeToken()
    last().resolve(token)
    expect(await Promise.all([one, other])).toEqual([token, token])
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'forced'])
    expect(cache.peek()).toBe(token)
  })

  test('T1: a source that asks its own cache is called once, and times out', async () => {
    const source = vi.fn(() => cache.get())
    const cache = createTokenCache(source)
    const failed = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    expect(source).toHaveBeenCalledOnce()
  })

  test('T4: callers without a usable token wait, and fail with the same error', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const waiting = [cache.get(), cache.refresh(), cache.get()].map(rejection)
    last().reject('no')
    const [error, ...others] = await Promise.all(waiting)
    expect(error).toMatchObject({ code: 'source-error', cause: 'no' })
    for (const other of others) expect(other).toBe(error)
    expect(calls).toHaveLength(1)
  })

  test('T4: a failure is not kept: the next call asks anew', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const failing = rejection(cache.get())
    last().reject(new Error('no'))
    await failing
    expect(cache.peek()).toBeUndefined()
    expect(cache.expiresAt).toBeUndefined()
    const next = cache.get()
    const token = createFakeToken()
    last().resolve(token)
    expect(await next).toBe(token)
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'initial'])
  })

  test('T4: without a usable token nothing is tried again until somebody asks', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const failing = rejection(cache.get())
    last().reject('no')
    await failing
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(calls).toHaveLength(1)
    expect(events.refresherror).toHaveLength(1)
    expect(events.refresherror[0]).not.toHaveProperty('retryInMs')
  })

  test('T4: an expired token is not handed out while its refresh is in flight', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source, { autoRefresh: false })
    const first = cache.get()
    last().resolve(createFakeToken())
    await first
    await vi.advanceTimersByTimeAsync(900_000)
    const waiting = cache.get()
    expect(await stateOf(waiting)).toBe('pending')
    expect(cache.peek()).toBeUndefined()
    const token = createFakeToken()
    last().resolve(token)
    expect(await waiting).toBe(token)
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'expired'])
  })

  test('T4: the last failure is forgotten when a token comes', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const failing = rejection(cache.get())
    last().reject(undefined)
    expect(await failing).not.toHaveProperty('cause')
    const next = cache.refresh()
    last().resolve(createFakeToken())
    await next
    await settle()
    expect(cache.peek()).toBe(await next)
  })
})
