import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { setVisibility } from '../support/page.js'
import { controlledSource, instantSource, rejection, settle } from '../support/source.js'

const resumes: [string, () => unknown][] = [
  ['visibilitychange to visible', () => setVisibility('visible')],
  ['pageshow', () => window.dispatchEvent(new Event('pageshow'))],
  ['online', () => window.dispatchEvent(new Event('online'))],
]

useFakeClock()
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('token cache: resume', () => {
  test.each(resumes)('T9: on %s a stale token is refreshed at once, asked for or not', async (_, resume) => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await vi.advanceTimersByTimeAsync(850_000)
    expect(source.reasons).toEqual(['initial'])
    resume()
    await settle()
    expect(source.reasons).toEqual(['initial', 'stale'])
    expect(cache.peek()).toBe(source.tokens[1])
    cache.dispose()
  })

  test.each(resumes)('T9: on %s after a sleep an expired token is refreshed at once', async (_, resume) => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    vi.setSystemTime(Date.now() + 3_600_000)
    resume()
    await settle()
    expect(source.reasons).toEqual(['initial', 'expired'])
    expect(cache.peek()).toBe(source.tokens[1])
    cache.dispose()
  })

  test.each(resumes)(
    'T12: on %s the pause after failures is over: the next caller asks',
    async (_, resume) => {
      let isFailing = true
      const source = instantSource(() => {
        if (isFailing) throw 'no'
        return createFakeToken()
      })
      const cache = createTokenCache(source)
      for (let time = 0; time < 5; time++) await rejection(cache.get())
      isFailing = false
      const paused = rejection(cache.get())
      await settle()
      expect([await paused, source.reasons.length]).toMatchObject([{ cause: 'no' }, 5])
      resume()
      expect(await cache.get()).toBe(source.tokens[0])
      cache.dispose()
    },
  )

  test.each(resumes)('T9: on %s a fresh token is left alone', async (_, resume) => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await vi.advanceTimersByTimeAsync(839_999)
    resume()
    await settle()
    expect(source.reasons).toEqual(['initial'])
    cache.dispose()
  })

  test('T9: a token that is still fresh on return is refreshed in time, although its timer slept', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await cache.get()
    vi.setSystemTime(Date.now() + 800_000) // The timers did not notice.
    setVisibility('visible')
    await vi.advanceTimersByTimeAsync(40_000)
    expect(source.reasons).toEqual(['initial', 'stale'])
    cache.dispose()
  })

  test('T9: being hidden is no resume, nor is going online in a hidden document', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    await cache.get()
    await vi.advanceTimersByTimeAsync(850_000)
    setVisibility('hidden')
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(source.reasons).toEqual(['initial'])
    cache.dispose()
  })

  test('T9: all resume events at once are one refresh, and one in flight is not doubled', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    last().resolve(createFakeToken())
    await first
    await vi.advanceTimersByTimeAsync(850_000)
    for (const [, resume] of resumes) resume()
    await settle()
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'stale'])
    const failed = rejection(cache.refresh())
    cache.dispose()
    expect(await failed).toMatchObject({ code: 'disposed' })
  })

  test('T9: a resume does not wait for the pause after a failure', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const first = cache.get()
    last().resolve(createFakeToken())
    await first
    await cache.get()
    await vi.advanceTimersByTimeAsync(840_000)
    last().reject('offline')
    await settle()
    window.dispatchEvent(new Event('online'))
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'stale', 'stale'])
    last().resolve(createFakeToken())
    await settle()
    cache.dispose()
  })

  test('T9: a cache that never had a token asks for none', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    for (const [, resume] of resumes) resume()
    await settle()
    expect(source.reasons).toEqual([])
    cache.dispose()
  })

  test('T9: with autoRefresh: false no resume event is listened to', async () => {
    const added = [vi.spyOn(document, 'addEventListener'), vi.spyOn(window, 'addEventListener')]
    const cache = createTokenCache(instantSource(), { autoRefresh: false })
    await cache.get()
    for (const spy of added) expect(spy).not.toHaveBeenCalled()
  })

  test.each(['document', 'window'])('T9: where there is no %s, nothing is listened to', async missing => {
    const added = [vi.spyOn(document, 'addEventListener'), vi.spyOn(window, 'addEventListener')]
    vi.stubGlobal(missing, undefined)
    const source = instantSource()
    const cache = createTokenCache(source)
    expect(await cache.get()).toBe(source.tokens[0])
    for (const spy of added) expect(spy).not.toHaveBeenCalled()
    cache.dispose()
  })

  test('T11: dispose() takes away every listener that the cache has put on the page', async () => {
    const looked = vi.spyOn(document, 'visibilityState', 'get')
    const cache = createTokenCache(instantSource())
    const resume = () => {
      looked.mockClear()
      document.dispatchEvent(new Event('visibilitychange'))
      for (const type of ['pageshow', 'online']) window.dispatchEvent(new Event(type))
      return looked.mock.calls.length
    }
    expect(resume()).toBe(3)
    cache.dispose()
    expect(resume()).toBe(0)
  })
})
