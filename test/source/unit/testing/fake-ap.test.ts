import { afterEach, describe, expect, test, vi } from 'vitest'
import { decodeContextToken } from '../../../../src/shared/claims.js'
import { createFakeAP, type FakeAPOptions } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { stateOf } from '../support/source.js'

useFakeClock()
afterEach(() => {
  vi.restoreAllMocks()
})

describe('fake AP', () => {
  test('K1: the callback form returns undefined and calls back later, also with latency 0', async () => {
    const ap = createFakeAP()
    const callback = vi.fn()
    expect(ap.context.getToken(callback)).toBeUndefined()
    expect(callback).not.toHaveBeenCalled()
    expect(ap.issued).toEqual([])
    await vi.advanceTimersByTimeAsync(0)
    expect(callback.mock.calls).toEqual([[ap.issued[0]]])
  })

  test('K1: the promise form resolves a token', async () => {
    const ap = createFakeAP()
    const token = await ap.context.getToken()
    expect(ap.issued).toEqual([token])
    expect(ap.calls).toBe(1)
  })

  test('K2: with latency 0 no timer is needed, with another one setTimeout drives it', async () => {
    await createFakeAP().context.getToken()
    expect(vi.getTimerCount()).toBe(0)
    const asked = createFakeAP({ latency: 300 }).context.getToken()
    await vi.advanceTimersByTimeAsync(299)
    expect(await stateOf(asked)).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(await stateOf(asked)).toBe('fulfilled')
  })

  test('K2: the clock and the timers are those of the moment, so a fake clock may come later', async () => {
    vi.useRealTimers()
    const ap = createFakeAP({ latency: 60_000 })
    vi.useFakeTimers({ now: 5_000_000 })
    const asked = ap.context.getToken()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(decodeContextToken(await asked).iat).toBe(5060)
  })

  test('K1: nothing is cached, parallel calls are not made one', async () => {
    const ap = createFakeAP()
    const tokens = await Promise.all([ap.context.getToken(), ap.context.getToken(), ap.context.getToken()])
    expect(new Set(tokens).size).toBe(3)
    expect(ap.calls).toBe(3)
    expect(ap.issued).toEqual(tokens)
  })

  test('K1: an exception in a callback does not come out, and is logged', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const broken = new Error('broken')
    const ap = createFakeAP()
    ap.context.getToken(() => {
      throw broken
    })
    expect(await ap.context.getToken()).toBe(ap.issued[1])
    expect(log).toHaveBeenCalledWith(expect.stringContaining('callback'), broken)
  })

  test('K1: its functions work detached, and the last argument is the callback', async () => {
    const { getToken } = createFakeAP().context
    expect(decodeContextToken(await getToken())).toMatchObject({ sub: 'fake-account-id' })
    const callback = vi.fn()
    // A call that the types do not allow, as untyped code may make it.
    ;(getToken as (...args: unknown[]) => void)('ignored', callback)
    await vi.advanceTimersByTimeAsync(0)
    expect(callback).toHaveBeenCalledOnce()
  })

  test('K2: lifetime is what a token lives, from when it is issued', async () => {
    const ap = createFakeAP({ lifetime: 90_000, latency: 2000 })
    const asked = ap.context.getToken()
    await vi.advanceTimersByTimeAsync(2000)
    const seconds = Date.now() / 1000
    expect(decodeContextToken(await asked)).toMatchObject({ iat: seconds, exp: seconds + 90 })
    expect(decodeContextToken(await createFakeAP({ lifetime: 0 }).context.getToken()).exp).toBe(seconds)
  })

  test('claims are those of all tokens', async () => {
    const ap = createFakeAP({ claims: { iss: 'tenant', sub: undefined, exp: 7 } })
    const claims = decodeContextToken(await ap.context.getToken())
    expect(claims).toMatchObject({ iss: 'tenant', exp: 7 })
    expect(claims).not.toHaveProperty('sub')
  })

  test('getContext answers in both forms what the claims say, a copy each time', async () => {
    const context = { jira: { project: { key: 'DEMO' } } }
    const ap = createFakeAP({ claims: { context } })
    const first = await ap.context.getContext()
    expect(first).toEqual(context)
    expect(first).not.toBe(context)
    const callback = vi.fn()
    expect(ap.context.getContext(callback)).toBeUndefined()
    await vi.advanceTimersByTimeAsync(0)
    expect(callback.mock.calls).toEqual([[context]])
    expect(await createFakeAP().context.getContext()).toEqual({})
    expect(ap.calls).toBe(0)
  })

  test('K1: callback-only: the promise form returns undefined, as on older products', async () => {
    const ap = createFakeAP({ form: 'callback-only' })
    expect(ap.context.getToken()).toBeUndefined()
    expect(ap.context.getContext()).toBeUndefined()
    const callback = vi.fn()
    expect(ap.context.getToken(callback)).toBeUndefined()
    await vi.advanceTimersByTimeAsync(0)
    expect(callback.mock.calls).toEqual([[ap.issued[0]]])
    expect(ap.calls).toBe(2)
  })

  test('promise-only: a callback is ignored', async () => {
    const ap = createFakeAP({ form: 'promise-only' })
    const callback = vi.fn()
    expect(await ap.context.getToken(callback)).toBe(ap.issued[0])
    expect(callback).not.toHaveBeenCalled()
  })

  test('K1: a rejection that nobody heeds is not unhandled, as with the bridge', async () => {
    vi.useRealTimers()
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const ap = createFakeAP()
    ap.failNext('reject')
    ap.context.getToken()
    await new Promise(resolve => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('the longest latency is the longest delay of a timer', () => {
    expect(() => createFakeAP({ latency: 2 ** 31 - 1 })).not.toThrow()
  })

  test.each<[string, unknown, typeof TypeError | typeof RangeError]>([
    ['options: expected an object, got null', null, TypeError],
    ['options: expected an object, got string', 'fast', TypeError],
    ['lifetime: expected a number, got string', { lifetime: '15m' }, TypeError],
    ['lifetime: expected a number, got null', { lifetime: null }, TypeError],
    ['lifetime: expected milliseconds from 0 to', { lifetime: -1 }, RangeError],
    ['lifetime: expected milliseconds from 0 to', { lifetime: Number.NaN }, RangeError],
    ['lifetime: expected milliseconds from 0 to', { lifetime: Infinity }, RangeError],
    ['latency: expected milliseconds from 0 to 2147483647', { latency: 2 ** 31 }, RangeError],
    ['latency: expected milliseconds from 0 to', { latency: -1 }, RangeError],
    ['claims: expected an object, got string', { claims: 'sub' }, TypeError],
    [
      "form: expected one of 'both-forms', 'callback-only', 'promise-only', got 'both'",
      { form: 'both' },
      TypeError,
    ],
    ["one of 'both-forms', 'callback-only', 'promise-only', got null", { form: null }, TypeError],
  ])('a wrong option throws, with its name and what was expected: %s', (message, options, kind) => {
    // What a caller without types may pass.
    const create = () => createFakeAP(options as FakeAPOptions)
    expect(create).toThrow(kind)
    expect(create).toThrow(message)
  })
})

describe('install', () => {
  test('K1: puts it on AP of globalThis; what was absent is absent again', () => {
    const here = globalThis as { AP?: unknown } // what it is about
    const ap = createFakeAP()
    const restore = ap.install()
    expect(here.AP).toBe(ap)
    expect(Object.keys(globalThis)).toContain('AP')
    here.AP = 'something else'
    restore()
    expect('AP' in globalThis).toBe(false)
  })

  test('K1: what was there is restored exactly', () => {
    const before = { get: () => 'what was there', configurable: true, enumerable: false }
    const target = Object.defineProperty({}, 'AP', before)
    const ap = createFakeAP()
    const restore = ap.install(target)
    expect(target).toHaveProperty('AP', ap)
    restore()
    expect(Object.getOwnPropertyDescriptor(target, 'AP')).toEqual({ ...before, set: undefined })
  })

  test('K1: goes on any object', () => {
    const target: { AP?: unknown } = {}
    const ap = createFakeAP()
    const restore = ap.install(target)
    expect(target.AP).toBe(ap)
    expect('AP' in globalThis).toBe(false)
    restore()
    expect(target).toEqual({})
  })

  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 0, 2]], [[1, 2, 0]], [[0, 2, 1]], [[2, 0, 1]]])(
    'K1: nested, undone in the order %j: the newest that is left shows',
    order => {
      const target = { AP: 'the first' as unknown }
      const installed = [createFakeAP(), createFakeAP(), createFakeAP()]
      const left = [...installed]
      const restores = installed.map(ap => ap.install(target))
      for (const index of order) {
        restores[index]?.()
        left.splice(left.indexOf(installed[index] as (typeof left)[0]), 1) // in bounds
        expect(target.AP).toBe(left.at(-1) ?? 'the first')
      }
    },
  )

  test('K1: the same fake twice; restoring twice is once', () => {
    const target: { AP?: unknown } = {}
    const ap = createFakeAP()
    const [first, second] = [ap.install(target), ap.install(target)]
    second()
    second()
    expect(target.AP).toBe(ap)
    first()
    expect(target).toEqual({})
    const again = ap.install(target)
    first()
    expect(target.AP).toBe(ap)
    again()
    expect(target).toEqual({})
  })

  test('a target that is no object throws a TypeError', () => {
    // What a caller without types may pass.
    expect(() => createFakeAP().install('window' as unknown as object)).toThrow(/^target: expected an object/)
    expect(() => createFakeAP().install(null as unknown as object)).toThrow(TypeError)
  })
})
