import { afterEach, describe, expect, test, vi } from 'vitest'
import { apTokenSource } from '../../../../src/source/ap-source.js'
import { createFakeAP, type FakeAP, type FakeAPFailure } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { rejection, settle, stateOf } from '../support/source.js'

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
})

/** What a callback is called with. */
const withCallback = async ({ context }: FakeAP) => {
  const callback = vi.fn()
  expect(context.getToken(callback)).toBeUndefined()
  await settle()
  return callback.mock.calls
}

const failing = (mode: FakeAPFailure, times?: number) => {
  const ap = createFakeAP()
  ap.failNext(mode, times)
  return ap
}

describe('failures on demand', () => {
  test('K3: reject: a string in the promise form, no argument in the callback form', async () => {
    expect(await rejection(failing('reject').context.getToken())).toMatch(/as the test asked$/)
    expect(await withCallback(failing('reject'))).toEqual([[]])
  })

  test('K3: reject-undefined: the same without a reason', async () => {
    expect(await rejection(failing('reject-undefined').context.getToken())).toBeUndefined()
    expect(await withCallback(failing('reject-undefined'))).toEqual([[]])
  })

  test('K3: undefined: the promise rejects with it, the callback gets it', async () => {
    expect(await rejection(failing('undefined').context.getToken())).toBeUndefined()
    expect(await withCallback(failing('undefined'))).toEqual([[undefined]])
  })

  test('K3: throw: at the call itself, in both forms', () => {
    const ap = failing('throw', 2)
    const callback = vi.fn()
    expect(() => ap.context.getToken()).toThrow(/asked/)
    expect(() => ap.context.getToken(callback)).toThrow(/asked/)
    expect(ap.calls).toBe(2)
    expect(callback).not.toHaveBeenCalled()
  })

  test('K3: hang: no answer until release(), which answers each call with a token of its own', async () => {
    const ap = failing('hang', 2)
    const asked = ap.context.getToken()
    const callback = vi.fn()
    ap.context.getToken(callback)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(await stateOf(asked)).toBe('pending')
    expect(callback).not.toHaveBeenCalled()
    expect(ap.issued).toEqual([])
    ap.release()
    expect(callback).not.toHaveBeenCalled()
    await settle()
    expect([await asked, ...callback.mock.calls.flat()]).toEqual(ap.issued)
    expect(new Set(ap.issued).size).toBe(2)
    ap.release()
    await settle()
    expect(ap.issued).toHaveLength(2)
  })

  test('K3: malformed: a string that is no JWT, and no token that was issued', async () => {
    const ap = failing('malformed')
    expect((await ap.context.getToken()).split('.')).toHaveLength(1)
    expect(ap.issued).toEqual([])
  })

  test('K3: expired: a token that is a second too old, whatever the claims say', async () => {
    const ap = createFakeAP({ lifetime: 60_000, claims: { exp: 9e9 } })
    ap.failNext('expired')
    const token = await ap.context.getToken()
    expect(ap.issued).toEqual([token])
    const seconds = Date.now() / 1000
    expect(JSON.parse(atob(token.split('.')[1] ?? ''))).toMatchObject({ iat: seconds - 61, exp: seconds - 1 })
  })

  test('K3: same-token: the last one again, a new one if there is none', async () => {
    const ap = failing('same-token', 3)
    const first = await ap.context.getToken()
    expect(await ap.context.getToken()).toBe(first)
    expect(await withCallback(ap)).toEqual([[first]])
    expect(ap.issued).toEqual([first])
    expect(await ap.context.getToken()).not.toBe(first)
  })

  test('K3: failures wait in line, each call takes one, and then it works again', async () => {
    const ap = failing('reject-undefined', 2)
    ap.failNext('malformed')
    expect(await rejection(ap.context.getToken())).toBeUndefined()
    expect(await rejection(ap.context.getToken())).toBeUndefined()
    expect(await ap.context.getToken()).toBe('malformed')
    expect(await ap.context.getToken()).toBe(ap.issued[0])
    expect(ap.calls).toBe(4)
  })

  test.each<FakeAPFailure>(['reject', 'reject-undefined', 'undefined'])(
    'K3, S3: one %s covers the callback call and the promise call that follows it',
    async mode => {
      const ap = failing(mode)
      expect((await withCallback(ap)).flat().filter(Boolean)).toEqual([])
      const reason = await rejection(ap.context.getToken())
      expect(typeof reason).toBe(mode === 'reject' ? 'string' : 'undefined')
      expect(await ap.context.getToken()).toBe(ap.issued[0])
    },
  )

  test('K3, S3: the source of this package learns the reason, and costs one failure', async () => {
    const ap = failing('reject')
    vi.stubGlobal('AP', ap)
    const ask = async () => apTokenSource()({ signal: new AbortController().signal, reason: 'initial' })
    expect(await rejection(ask())).toMatchObject({ code: 'source-error', cause: expect.any(String) })
    expect(ap.calls).toBe(2)
    expect(await ask()).toBe(ap.issued[0])
  })

  test('K3: a call in the callback form asks for no reason: the next failure is its own', async () => {
    const ap = failing('reject')
    await withCallback(ap)
    expect(await withCallback(ap)).toEqual([[ap.issued[0]]])
    expect(await ap.context.getToken()).toBe(ap.issued[1])
  })

  test('K3: malformed, expired and same-token are answers: no promise call is covered', async () => {
    const ap = failing('malformed')
    await withCallback(ap)
    expect(await ap.context.getToken()).toBe(ap.issued[0])
  })

  test('K3: on an older product a refusal tells no reason, and the promise form none either', async () => {
    const ap = createFakeAP({ form: 'callback-only' })
    ap.failNext('reject')
    expect(await withCallback(ap)).toEqual([[]])
    expect(ap.context.getToken()).toBeUndefined()
    expect(await withCallback(ap)).toEqual([[ap.issued[0]]])
  })

  test('K3: a failure that does not exist throws a TypeError that names those that do', () => {
    // What a caller without types may pass.
    const fail = () => createFakeAP().failNext('explode' as FakeAPFailure)
    expect(fail).toThrow(TypeError)
    expect(fail).toThrow(
      "mode: expected one of 'reject', 'reject-undefined', 'undefined', 'malformed', 'expired', 'same-token', 'throw', 'hang', got 'explode'",
    )
  })

  test('K3: times that are no number throw a TypeError', () => {
    // What a caller without types may pass.
    const fail = () => createFakeAP().failNext('reject', '2' as unknown as number)
    expect(fail).toThrow(TypeError)
    expect(fail).toThrow('times: expected a number, got string')
  })

  test.each([0, -1, 1.5, Number.NaN, Infinity])('K3: %d times throws a RangeError', times => {
    expect(() => createFakeAP().failNext('reject', times)).toThrow(RangeError)
    expect(() => createFakeAP().failNext('reject', times)).toThrow(/^times: expected a positive whole number/)
  })
})
