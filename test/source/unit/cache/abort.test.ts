// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { controlledSource, instantSource, rejection, stateOf } from '../support/source.js'

useFakeClock()

describe('token cache: abort', () => {
  test.each(['get', 'refresh'] as const)(
    'T5: an aborted caller of %s() leaves the refresh running for the others',
    async method => {
      const { source, calls, last } = controlledSource()
      const cache = createTokenCache(source)
      const controller = new AbortController()
      const leaving = rejection(cache[method]({ signal: controller.signal }))
      const staying = cache[method]()
      const reason = new Error('Not any more')
      controller.abort(reason)
      expect(await leaving).toBe(reason)
      expect(last().signal.aborted).toBe(false)
      expect(await stateOf(staying)).toBe('pending')
      const token = createFakeToken()
      last().resolve(token)
      expect(await staying).toBe(token)
      expect(calls).toHaveLength(1)
    },
  )

  test('T5: the refresh of a caller that left brings its token into the cache', async () => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const controller = new AbortController()
    const leaving = rejection(cache.get({ signal: controller.signal }))
    controller.abort()
    expect(await leaving).toBe(controller.signal.reason)
    const token = createFakeToken()
    last().resolve(token)
    expect(await cache.get()).toBe(token)
    expect(calls).toHaveLength(1)
  })

  test.each(['get', 'refresh'] as const)(
    'T5: a caller of %s() that is aborted already is rejected and asks nothing, usable token or not',
    async method => {
      const source = instantSource()
      const cache = createTokenCache(source)
      const signal = AbortSignal.abort('gone')
      expect(await rejection(cache[method]({ signal }))).toBe('gone')
      expect(source.reasons).toEqual([])
      await cache.get()
      expect(await rejection(cache[method]({ signal }))).toBe('gone')
      expect(source.reasons).toEqual(['initial'])
    },
  )

  test('T5: a caller that its own source aborts is rejected at once', async () => {
    const controller = new AbortController()
    const cache = createTokenCache(() => {
      controller.abort('gone')
      return new Promise(() => {})
    })
    expect(await rejection(cache.get({ signal: controller.signal }))).toBe('gone')
  })

  test('T5: an abort after the answer changes nothing', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const controller = new AbortController()
    const waiting = cache.get({ signal: controller.signal })
    const token = createFakeToken()
    last().resolve(token)
    expect(await waiting).toBe(token)
    controller.abort()
    expect(await waiting).toBe(token)
    expect(cache.peek()).toBe(token)
  })

  test('T5: a failure reaches a caller that has a signal', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const failing = rejection(cache.get({ signal: new AbortController().signal }))
    last().reject('no')
    expect(await failing).toMatchObject({ code: 'source-error', cause: 'no' })
  })

  test('T5: no listener is left on the signal of a caller that got its token', async () => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const waiting = cache.get({ signal })
    last().resolve(createFakeToken())
    await waiting
    await stateOf(waiting)
    expect(added).toHaveBeenCalledOnce()
    expect(removed.mock.calls[0]?.slice(0, 2)).toEqual(added.mock.calls[0]?.slice(0, 2))
  })

  test('T5: null and undefined are no signals', async () => {
    const cache = createTokenCache(instantSource())
    const token = await cache.get({ signal: null })
    expect(await cache.get({ signal: undefined })).toBe(token)
    expect(await cache.get({})).toBe(token)
  })
})
