// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, instantSource, rejection, settle } from '../support/source.js'

const day = 86_400_000

useFakeClock()
afterEach(() => {
  vi.restoreAllMocks()
})

describe('token cache: invalidate', () => {
  test('F5: the rejected token is dropped, and the next call is told the reason', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const token = await cache.get()
    cache.invalidate(token)
    expect(cache.peek()).toBeUndefined()
    expect(cache.expiresAt).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
    expect(await cache.get()).toBe(source.tokens[1])
    expect(source.reasons).toEqual(['initial', 'rejected'])
  })

  test('F5: another token than the cached one drops nothing', async () => {
    const cache = createTokenCache(instantSource())
    const token = await cache.get()
    cache.invalidate(createFakeToken())
    expect(cache.peek()).toBe(token)
    cache.dispose()
  })

  test('F5: with no token there is nothing to drop, also for who passes on what peek() has', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    cache.invalidate(cache.peek() as unknown as string)
    cache.invalidate(createFakeToken())
    expect(await cache.get()).toBe(source.tokens[0])
    expect(source.reasons).toEqual(['initial'])
    cache.dispose()
  })

  test('T15: a rejected token serves again if no other can be had, for its whole life', async () => {
    const source = instantSource(() => {
      if (source.reasons.length > 1) throw 'no'
      return createFakeToken()
    })
    const cache = createTokenCache(source)
    const errors = recordEvents(cache).refresherror
    const token = await cache.get()
    cache.invalidate(token)
    expect([cache.peek(), cache.expiresAt]).toEqual([undefined, undefined])
    expect(await cache.get()).toBe(token)
    expect(errors).toMatchObject([{ reason: 'rejected' }])
    expect(cache.peek()).toBe(token)
    expect(await cache.get()).toBe(token)
    expect(source.reasons).toEqual(['initial', 'rejected'])
    cache.dispose()
  })

  test('T15: whoever waits for the replacement gets the rejected token when that fails; refresh() gets the error', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    const token = createFakeToken()
    last().resolve(token)
    cache.invalidate(await first)
    const waiting = [cache.get(), cache.get()]
    const forced = rejection(cache.refresh())
    last().reject('no')
    expect(await Promise.all(waiting)).toEqual([token, token])
    expect(await forced).toMatchObject({ code: 'source-error' })
    cache.dispose()
  })

  test('T15: what is invalidated during a call stays away', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    last().resolve(createFakeToken())
    cache.invalidate(await first)
    const waiting = rejection(cache.get())
    cache.invalidate(await first)
    last().reject('no')
    expect(await waiting).toMatchObject({ code: 'source-error' })
    expect(cache.peek()).toBeUndefined()
    cache.dispose()
  })

  test('T15: a rejected token that expires meanwhile does not come back', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source, { tokenTimeout: day })
    const first = cache.get()
    last().resolve(createFakeToken())
    cache.invalidate(await first)
    const waiting = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(900_000)
    last().reject('no')
    expect(await waiting).toMatchObject({ code: 'source-error' })
    const again = cache.get()
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'rejected', 'rejected'])
    cache.dispose()
    await rejection(again)
  })

  test('F5: a flight that brings the rejected token asks once more, and all who wait get the new one', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    const [old, fresh] = [createFakeToken(), createFakeToken()]
    last().resolve(old)
    await first
    const forced = cache.refresh()
    cache.invalidate(old)
    const waiting = cache.get()
    last().resolve(old)
    await settle()
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'forced', 'rejected'])
    last().resolve(fresh)
    expect(await Promise.all([forced, waiting])).toEqual([fresh, fresh])
    cache.dispose()
  })

  test('F6: a refresh for `rejected` that brings the rejected token again is the end of it', async () => {
    const token = createFakeToken()
    const source = instantSource(() => token)
    const cache = createTokenCache(source)
    cache.invalidate(await cache.get())
    expect(await cache.get()).toBe(token)
    expect(source.reasons).toEqual(['initial', 'rejected'])
    cache.dispose()
  })

  test('F6: a token that the source insists on is rejected no longer', async () => {
    const token = createFakeToken()
    const source = instantSource(() => token)
    const cache = createTokenCache(source)
    cache.invalidate(await cache.get())
    await cache.get()
    expect(await cache.refresh()).toBe(token)
    expect(source.reasons).toEqual(['initial', 'rejected', 'forced'])
    cache.dispose()
  })

  test('F5: of the rejected tokens the latest 16 are remembered, and no more', async () => {
    const tokens = Array.from({ length: 17 }, () => createFakeToken())
    for (const [token, calls] of [
      [tokens[0], 1],
      [tokens[1], 2],
      [tokens[16], 2],
    ] as const) {
      const source = instantSource(() => token ?? '')
      const cache = createTokenCache(source)
      for (const refused of tokens) cache.invalidate(refused)
      await cache.get()
      expect(source.reasons).toHaveLength(calls)
      cache.dispose()
    }
  })

  test('T11: dispose() between the rejected token and the next call of the source', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const old = createFakeToken()
    cache.invalidate(old)
    const waiting = rejection(cache.get())
    last().resolve(old)
    await settle()
    cache.dispose()
    expect(await waiting).toMatchObject({ code: 'disposed' })
    expect(calls).toHaveLength(2)
  })
})
