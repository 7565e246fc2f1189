// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { controlledSource, rejection, settle, stateOf } from '../support/source.js'

useFakeClock()

describe('custom sources', () => {
  test('S6: the signal aborts at the timeout, not before, and not after an answer', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source, { tokenTimeout: 100 })
    const failed = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(99)
    expect(last().signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(last().signal.aborted).toBe(true)
    expect(await failed).toMatchObject({ code: 'timeout', message: expect.stringContaining('100 ms') })
    const next = cache.get()
    last().resolve(createFakeToken())
    await next
    await vi.advanceTimersByTimeAsync(1000)
    expect(last().signal.aborted).toBe(false)
    cache.dispose()
  })

  test('S6: a source that passes the signal on, and rejects at the abort, is a timeout', async () => {
    const cache = createTokenCache(
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    const failed = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await failed).toMatchObject({ code: 'timeout' })
  })

  test('S6: a source that rejects with an AbortError of its own at the abort is a timeout too', async () => {
    const cache = createTokenCache(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')))
        }),
    )
    const failed = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await failed).toMatchObject({ code: 'timeout' })
  })

  test('S4: a source that fails is told from the bridge by the message', async () => {
    const cache = createTokenCache(() => Promise.reject('no'))
    expect(await rejection(cache.get())).toMatchObject({
      code: 'source-error',
      message: expect.stringMatching(/^The token source failed\. Check /),
      cause: 'no',
    })
  })

  test('S6: every reason there is', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const answer = async (asking: Promise<string>) => {
      last().resolve(createFakeToken())
      return asking
    }
    await answer(cache.get())
    await answer(cache.refresh())
    await vi.advanceTimersByTimeAsync(850_000)
    await answer(cache.get())
    await settle()
    await vi.advanceTimersByTimeAsync(900_000)
    cache.invalidate(await answer(cache.get()))
    await answer(cache.get())
    const reasons = calls.map(({ reason }) => reason)
    expect(reasons).toEqual(['initial', 'forced', 'stale', 'expired', 'rejected'])
    cache.dispose()
  })

  test('S6: tokenTimeout: 0 leaves time for a source that answers at once, and for no other', async () => {
    const token = createFakeToken()
    const quick = createTokenCache(() => token, { tokenTimeout: 0 })
    expect(await quick.get()).toBe(token)
    const { source } = controlledSource()
    const slow = createTokenCache(source, { tokenTimeout: 0 })
    const failed = rejection(slow.get())
    await vi.advanceTimersByTimeAsync(0)
    expect(await failed).toMatchObject({ code: 'timeout' })
    quick.dispose()
  })

  test('S5: a tokenTimeout beyond 2³¹−1 ms does not fire at once', async () => {
    const { source } = controlledSource()
    const cache = createTokenCache(source, { tokenTimeout: 2 ** 31 })
    const waiting = cache.get()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await stateOf(waiting)).toBe('pending')
    const failed = rejection(waiting)
    cache.dispose()
    expect(await failed).toMatchObject({ code: 'disposed' })
  })
})
