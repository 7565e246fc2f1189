import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { ContextTokenError } from '../../../../src/shared/errors.js'
import { apTokenSource } from '../../../../src/source/ap-source.js'
import { createFakeAP } from '../../../../src/testing/index.js'
import { stubBridge } from '../support/bridge.js'
import { useFakeClock } from '../support/clock.js'
import { rejection, stateOf } from '../support/source.js'

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const ask = async (signal = new AbortController().signal, tokenTimeout?: number) =>
  apTokenSource(tokenTimeout === undefined ? {} : { tokenTimeout })({ signal, reason: 'initial' })

const elements = () => {
  const form = document.createElement('form')
  form.innerHTML = '<input name="context">'
  return form
}

const nowhere: [string, unknown][] = [
  ['no AP', undefined],
  ['AP is null', null],
  ['AP without context', {}],
  ['AP whose context is null', { context: null }],
  ['AP whose context has no getToken', { context: {} }],
  ['AP whose getToken is no function', { context: { getToken: 'token' } }],
  ['AP that is a DOM element', elements()],
  ['AP that is a function', () => {}],
]

describe('AP bridge: presence', () => {
  test.each(nowhere)('S2: %s: ap-unavailable after tokenTimeout', async (_, AP) => {
    vi.stubGlobal('AP', AP)
    const asked = rejection(ask())
    await vi.advanceTimersByTimeAsync(7999)
    expect(await stateOf(asked)).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(await asked).toMatchObject({
      code: 'ap-unavailable',
      message: expect.stringMatching(
        AP ? /^AP\.context\.getToken is not there, .*in a product/ : /not there.*all\.js/,
      ),
    })
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each(nowhere)('S2: %s, the bridge comes late', async (_, AP) => {
    vi.stubGlobal('AP', AP)
    const asked = ask()
    await vi.advanceTimersByTimeAsync(5000)
    const ap = stubBridge()
    await vi.advanceTimersByTimeAsync(100)
    expect(await asked).toBe(ap.issued[0])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('S1: AP is looked up at each call, not when the source is made', async () => {
    const source = apTokenSource()
    const request = { signal: new AbortController().signal, reason: 'initial' } as const
    for (const form of ['both-forms', 'callback-only'] as const) {
      const ap = stubBridge({ form })
      expect(await source(request)).toBe(ap.issued[0])
    }
  })

  test('S1: importing the package touches no global', async () => {
    const touched = vi.fn()
    vi.stubGlobal('AP', new Proxy({}, { get: touched, has: touched }))
    const listening = [vi.spyOn(window, 'addEventListener'), vi.spyOn(document, 'addEventListener')]
    vi.resetModules()
    const before = Object.getOwnPropertyNames(globalThis)
    const { apTokenSource: again } = await import('../../../../src/index.js')
    expect(again).not.toBe(apTokenSource)
    for (const spy of [touched, ...listening]) expect(spy).not.toHaveBeenCalled()
    expect(Object.getOwnPropertyNames(globalThis)).toEqual(before)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('S2: an AP that may not be read, as a frame of that name, is none until there is another', async () => {
    vi.stubGlobal('AP', {
      get context() {
        throw new DOMException('Blocked a frame', 'SecurityError')
      },
    })
    const [early, late] = [rejection(ask(undefined, 10)), ask()]
    await vi.advanceTimersByTimeAsync(100)
    expect(await early).toMatchObject({ code: 'ap-unavailable' })
    const ap = stubBridge()
    await vi.advanceTimersByTimeAsync(100)
    expect(await late).toBe(ap.issued[0])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('S2: tokenTimeout is how long it waits, zero included', async () => {
    const asked = rejection(ask(undefined, 0))
    await vi.advanceTimersByTimeAsync(0)
    expect(await asked).toMatchObject({ code: 'ap-unavailable' })
  })

  test('S6: an abort while AP is missing ends the waiting with the reason', async () => {
    const controller = new AbortController()
    const asked = rejection(ask(controller.signal))
    controller.abort('gone')
    expect(await asked).toBe('gone')
    expect(vi.getTimerCount()).toBe(0)
    expect(await rejection(ask(AbortSignal.abort('gone already')))).toBe('gone already')
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    ['an error of ours that is no timeout', new ContextTokenError('disposed', 'gone')],
    ['a timeout that is none of ours', Object.assign(new Error('gone'), { code: 'timeout' })],
  ])('S6: it tells %s as it is', async (_, reason) => {
    expect(await rejection(ask(AbortSignal.abort(reason)))).toBe(reason)
  })
})

describe('AP bridge in the cache', () => {
  test('S5: once the bridge was asked, AP is not looked at again, whatever the signal says', async () => {
    const { context } = createFakeAP()
    const looked = vi.fn(() => context)
    vi.stubGlobal('AP', Object.defineProperty({}, 'context', { get: looked }))
    const controller = new AbortController()
    await ask(controller.signal)
    looked.mockClear()
    controller.abort()
    expect(looked).not.toHaveBeenCalled()
  })

  test.each([undefined, 50, 8000])('S5: AP is missing: ap-unavailable, not timeout (%s)', async timeout => {
    const options = timeout === undefined ? {} : { tokenTimeout: timeout }
    const cache = createTokenCache(apTokenSource(options), options)
    const asked = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(timeout ?? 8000)
    expect(await asked).toMatchObject({ code: 'ap-unavailable' })
    cache.dispose()
  })

  test('S5: the cache is the more patient, or the less: ap-unavailable either way', async () => {
    for (const [ofCache, ofSource] of [
      [100, 8000],
      [8000, 100],
    ] as const) {
      const cache = createTokenCache(apTokenSource({ tokenTimeout: ofSource }), { tokenTimeout: ofCache })
      const asked = rejection(cache.get())
      await vi.advanceTimersByTimeAsync(100)
      expect(await asked).toMatchObject({ code: 'ap-unavailable' })
      cache.dispose()
    }
  })

  test('S5: a bridge that hangs: timeout, with a message that says what to check', async () => {
    stubBridge().failNext('hang')
    const cache = createTokenCache(apTokenSource())
    const asked = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await asked).toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/8000 ms.*Check .*window\.name.*hostFrameOffset/),
    })
    expect(vi.getTimerCount()).toBe(0)
    cache.dispose()
  })

  test('S5: a bridge that appears late and then hangs: timeout by the time of the whole call', async () => {
    const cache = createTokenCache(apTokenSource())
    const asked = rejection(cache.get())
    await vi.advanceTimersByTimeAsync(6000)
    stubBridge().failNext('hang')
    await vi.advanceTimersByTimeAsync(1999)
    expect(await stateOf(asked)).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(await asked).toMatchObject({ code: 'timeout' })
    cache.dispose()
  })

  test('T11: dispose() while AP is missing rejects with disposed and leaves no timer', async () => {
    const cache = createTokenCache(apTokenSource())
    const asked = rejection(cache.get())
    cache.dispose()
    expect(await asked).toMatchObject({ code: 'disposed' })
    expect(vi.getTimerCount()).toBe(0)
  })
})
