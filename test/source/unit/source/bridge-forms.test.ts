import { afterEach, describe, expect, test, vi } from 'vitest'
import { apTokenSource } from '../../../../src/source/ap-source.js'
import type { BridgeContext } from '../../../../src/source/ask-bridge.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { stubBridge } from '../support/bridge.js'
import { useFakeClock } from '../support/clock.js'
import { rejection } from '../support/source.js'

type GetToken = BridgeContext['getToken']

/** For forms that no product has, and mocks do. */
const installBridge = (getToken: GetToken) => vi.stubGlobal('AP', { context: { getToken } })

const token = createFakeToken()
const other = createFakeToken()
const ask = async () => apTokenSource()({ signal: new AbortController().signal, reason: 'initial' })
const soon = (run: () => void) => setTimeout(run, 5)
const noop = () => {}
/** What the last of several steps returns. */
const lastOf = (...steps: unknown[]) => steps.at(-1)

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
})

const working: [string, GetToken][] = [
  ['synchronous callback', (cb = noop) => cb(token)],
  ['a mock that needs its callback', cb => (cb as (token: string) => void)(token)],
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
  ['a thenable that is no promise', () => ({ then: (resolve: (token: string) => void) => resolve(token) })],
  ['promise and callback at once', (cb = noop) => Promise.resolve(token).then(t => lastOf(cb(t), t))],
  ['an async function that answers through the callback', async cb => void soon(() => cb?.(token))],
  ['a synchronous callback, and a promise of nothing', async cb => cb?.(token)],
  ['a callback that is called twice', (cb = noop) => [token, other].forEach(t => void cb(t))],
  ['a callback that is called again without a token', (cb = noop) => lastOf(cb(token), cb())],
  ['a callback, and a promise that fails later', (cb = noop) => lastOf(cb(token), Promise.reject('no'))],
  ['a promise, where a callback is named and never called', cb => lastOf(cb, Promise.resolve(token))],
  ['a callback with nothing, the promise form succeeds', cb => (cb ? void soon(cb) : Promise.resolve(token))],
  [
    'a synchronous callback with nothing, the promise comes',
    (cb = noop) => lastOf(cb(), Promise.resolve(token)),
  ],
]

const failing: [string, GetToken, object][] = [
  ['cb(undefined)', (cb = noop) => lastOf(cb(undefined), Promise.reject('why')), { cause: 'why' }],
  ['cb(), and nothing to learn', cb => cb?.(), {}],
  ['cb() twice', cb => [cb, cb].forEach(call => void call?.()), {}],
  ['cb(), then a token too late', (cb = noop) => lastOf(cb(), cb(token)), {}],
  ["cb('')", (cb = noop) => cb(''), {}],
  ['cb(null)', (cb = noop) => cb(null), {}],
  ['cb(42)', (cb = noop) => cb(42), {}],
  ['cb({})', (cb = noop) => cb({ token }), {}],
  ['rejects an Error', () => Promise.reject(new Error('why')), { cause: new Error('why') }],
  ['resolves undefined', () => Promise.resolve(), {}],
  ["resolves ''", () => Promise.resolve(''), {}],
  ['resolves 42', () => Promise.resolve(42), {}],
  ['resolves null', () => Promise.resolve(null), {}],
  [
    'cb(), then throws',
    (cb = noop) => {
      cb()
      throw new Error('why')
    },
    { cause: new Error('why') },
  ],
  [
    'cb(), and the promise form throws',
    cb => {
      if (cb) return void soon(cb)
      throw new Error('why')
    },
    { cause: new Error('why') },
  ],
]

const forms = ['both-forms', 'callback-only', 'promise-only'] as const

describe('AP bridge: forms', () => {
  test.each(forms)('S3: %s: one call', async form => {
    const ap = stubBridge({ form, latency: 5 })
    const asked = ask()
    await vi.advanceTimersByTimeAsync(5)
    expect([await asked]).toEqual(ap.issued)
    expect(ap.calls).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each(
    forms.flatMap(form =>
      (['reject', 'reject-undefined', 'undefined', 'throw'] as const).map(mode => [form, mode] as const),
    ),
  )('S4: %s: %s: source-error, with the reason where the bridge tells it', async (form, mode) => {
    const ap = stubBridge({ form })
    ap.failNext(mode)
    const error = await rejection(ask())
    expect(error).toMatchObject({ code: 'source-error' })
    if (mode === 'throw') expect(error).toMatchObject({ cause: expect.any(Error) })
    else if (mode === 'reject' && form !== 'callback-only')
      expect(error).toMatchObject({ cause: expect.any(String) })
    else expect(error).not.toHaveProperty('cause')
    expect(await ask()).toBe(ap.issued[0])
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each(working)('S3: %s', async (_, getToken) => {
    installBridge(getToken)
    const asked = ask()
    await vi.advanceTimersByTimeAsync(10)
    expect(await asked).toBe(token)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each(failing)('S4: %s', async (_, getToken, expected) => {
    installBridge(getToken)
    const asked = rejection(ask())
    await vi.advanceTimersByTimeAsync(10)
    const error = await asked
    expect(error).toMatchObject({ code: 'source-error', ...expected })
    if (!('cause' in expected)) expect(error).not.toHaveProperty('cause')
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each(['abc', 'a.b', 'a.b.c d', '{"token":1}'])('S4: %j is a malformed token', async answer => {
    installBridge((cb = noop) => cb(answer))
    expect(await rejection(ask())).toMatchObject({ code: 'malformed-token' })
  })

  test('S3: a call that works asks the bridge once; one that fails without a reason, twice', async () => {
    const getToken = vi.fn((cb?: (token?: unknown) => void): unknown => cb?.(token))
    installBridge(getToken)
    await ask()
    expect(getToken).toHaveBeenCalledOnce()
    getToken.mockClear()
    getToken.mockImplementation(cb => (cb ? cb() : Promise.reject('why')))
    expect(await rejection(ask())).toMatchObject({ cause: 'why' })
    expect(getToken.mock.calls.map(args => args.length)).toEqual([1, 0])
  })

  test('S3: a promise beside a callback without a token is asked for nothing more', async () => {
    const getToken = vi.fn((cb = noop) => lastOf(cb(), Promise.reject('why')))
    installBridge(getToken)
    expect(await rejection(ask())).toMatchObject({ cause: 'why' })
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('S4: a bridge that fails is told from another source by the message', async () => {
    stubBridge().failNext('reject')
    const message = expect.stringMatching(/^AP\.context\.getToken failed\. Check /)
    expect(await rejection(ask())).toMatchObject({ code: 'source-error', message })
  })

  test('S3: getToken is called as a method of its context', async () => {
    const context = {
      token,
      getToken(cb?: (token?: unknown) => void): unknown {
        return cb?.(this.token)
      },
    }
    vi.stubGlobal('AP', { context })
    expect(await ask()).toBe(token)
  })

  test('S4: the callback returns nothing and never throws into the bridge', async () => {
    const returned: unknown[] = []
    installBridge((cb = noop) => returned.push(cb(''), cb(42), cb(token)))
    expect(await rejection(ask())).toMatchObject({ code: 'source-error' })
    expect(returned).toEqual([undefined, undefined, undefined])
  })

  test('T10: what the bridge answers is not quoted', async () => {
    installBridge(() => Promise.reject(`Bad token ${token}`))
    const error = await rejection(ask())
    expect(error).toMatchObject({ code: 'source-error', message: expect.not.stringContaining('eyJ') })
    expect(error).not.toHaveProperty('cause')
  })
})
