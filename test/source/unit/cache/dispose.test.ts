// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, instantSource, rejection, settle } from '../support/source.js'

useFakeClock()
afterEach(() => {
  vi.restoreAllMocks()
})

describe('token cache: dispose', () => {
  test('T11: the waiting are rejected with disposed, and the source is aborted', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const { signal } = new AbortController()
    const waiting = [cache.get(), cache.refresh(), cache.get({ signal })].map(rejection)
    cache.dispose()
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({
        code: 'disposed',
        message: expect.stringMatching(/disposed\. Check what still uses it\./),
      })
    }
    expect(last().signal.aborted).toBe(true)
    expect(last().signal.reason).toMatchObject({ code: 'disposed' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T11: later calls reject with disposed and ask nothing; nothing is left', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    cache.dispose()
    expect(await rejection(cache.get())).toMatchObject({ code: 'disposed' })
    expect(await rejection(cache.refresh())).toMatchObject({ code: 'disposed' })
    expect(cache.peek()).toBeUndefined()
    expect(cache.expiresAt).toBeUndefined()
    expect(source.reasons).toEqual(['initial'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T11: disposed twice is disposed once; invalidate() is harmless afterwards', async () => {
    const { source } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const waiting = rejection(cache.get())
    cache.dispose()
    cache.dispose()
    cache.invalidate(createFakeToken())
    await waiting
    expect(events.refresherror).toMatchObject([{ error: { code: 'disposed' } }])
  })

  test('T11: a token that arrives after dispose() is not taken', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const waiting = rejection(cache.get())
    cache.dispose()
    last().resolve(createFakeToken())
    expect(await waiting).toMatchObject({ code: 'disposed' })
    await settle()
    expect(cache.peek()).toBeUndefined()
    expect(events.refresh).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T11: dispose() in the same tick as the answer, after it', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const waiting = rejection(cache.get())
    last().resolve(createFakeToken())
    cache.dispose()
    expect(await waiting).toMatchObject({ code: 'disposed' })
    expect(cache.peek()).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'T11: dispose() %s microtasks after the answer leaves nothing',
    async ticks => {
      const { source, last } = controlledSource()
      const cache = createTokenCache(source)
      const settled = Promise.allSettled([cache.get()])
      last().resolve(createFakeToken())
      for (let i = 0; i < ticks; i++) await Promise.resolve()
      cache.dispose()
      await settled
      expect(cache.peek()).toBeUndefined()
      expect(cache.expiresAt).toBeUndefined()
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  test('T11: a source that disposes its own cache', async () => {
    const source = vi.fn(() => {
      cache.dispose()
      return createFakeToken()
    })
    const cache = createTokenCache(source)
    expect(await rejection(cache.get())).toMatchObject({ code: 'disposed' })
    expect(cache.peek()).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T11: a source that disposes its own cache and never answers', async () => {
    const cache = createTokenCache(() => {
      cache.dispose()
      return new Promise(() => {})
    })
    expect(await rejection(cache.get())).toMatchObject({ code: 'disposed' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T11: a source that fails with its own error at the abort does not hide disposed', async () => {
    const cache = createTokenCache(
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    )
    const waiting = rejection(cache.get())
    cache.dispose()
    expect(await waiting).toMatchObject({ code: 'disposed' })
  })

  test('T11: the token is kept in memory only', async () => {
    const touched = vi.fn()
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel', 'caches']) {
      vi.stubGlobal(name, new Proxy(class {}, { get: touched, construct: () => ({ touched: touched() }) }))
    }
    const cache = createTokenCache(instantSource())
    await cache.get()
    cache.dispose()
    expect(touched).not.toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})
