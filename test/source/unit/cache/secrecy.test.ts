// @vitest-environment node
import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { base64url } from '../support/base64url.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, instantSource, rejection, settle } from '../support/source.js'

const runImmediates = globalThis.setImmediate

useFakeClock()
afterEach(() => {
  vi.restoreAllMocks()
})

/** All that can be seen of a value: hidden members, stacks and causes as well. */
const seen = (value: unknown) => inspect(value, { depth: 10, showHidden: true, maxStringLength: null })

function expectNoPartOf(token: string, value: unknown): void {
  const text = seen(value)
  for (const part of token.split('.')) expect(text).not.toContain(part)
  for (const decoded of ['fake-client-key', 'fake-account-id']) expect(text).not.toContain(decoded)
}

const token = createFakeToken()
const [header = '', payload = ''] = token.split('.')
const quoting = `401 for JWT ${token}`

const late = new Error('no')
expect(late.stack).toContain('no') // Written when it is first read, and older than this message:
late.message = quoting

const circular: { self?: unknown; token: string } = { token }
circular.self = circular

const unreadable = Object.defineProperty(new Error('no'), 'request', {
  get: () => {
    throw new Error('not now')
  },
})
Object.assign(unreadable, { token })

const reasons: [string, unknown][] = [
  ['the token itself', token],
  ['a part of the token', payload],
  ['a text that quotes it', quoting],
  ['an Error that quotes it', new Error(quoting)],
  ['an Error whose message quotes it, its stack not', late],
  ['an Error whose cause quotes it', new Error('no', { cause: new Error(quoting) })],
  ['an Error whose cause quotes it, its stack not', new Error('no', { cause: late })],
  ['an Error whose cause is the token', new Error('no', { cause: token })],
  ['an Error whose cause is an object that holds it', new Error('no', { cause: { token } })],
  ['an AggregateError', new AggregateError([new Error('no'), new Error(quoting)], 'no')],
  [
    'an Error with the request on it',
    Object.assign(new Error('no'), { config: { headers: { a: quoting } } }),
  ],
  ['an object that holds it', { response: { data: { token } } }],
  ['an array', [[header]]],
  ['an object that holds it and itself', circular],
  ['an Error whose cause is itself', Object.assign(new Error('no'), circular)],
  ['a DOMException', new DOMException(quoting, 'InvalidCharacterError')],
  ['an object that holds it, and no text', Object.assign(Object.create(null), { token })],
  ['an Error that holds it, and a member that cannot be read', unreadable],
]

describe('token cache: no token in what it tells', () => {
  test.each(reasons)('T10: a source that rejects with %s', async (_, reason) => {
    const { source, last } = controlledSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const failed = rejection(cache.get())
    last().reject(reason)
    const error = await failed
    expect(error).toMatchObject({ code: 'source-error' })
    expectNoPartOf(token, error)
    expect(events.refresherror).toHaveLength(1)
    expectNoPartOf(token, events)
  })

  test.each(reasons)('T10: a source that throws %s', async (_, reason) => {
    const cache = createTokenCache(() => {
      throw reason
    })
    const error = await rejection(cache.get())
    expect(error).toMatchObject({ code: 'source-error' })
    expectNoPartOf(token, error)
  })

  test.each<[string, unknown]>([
    ['two parts', token.split('.').slice(0, 2).join('.')],
    ['a header before it', `JWT ${token}`],
    ['a line break after it', `${token}\n`],
    ['a payload that is no JSON', `${header}.${base64url('{"iss":"client-key","sub":')}.x`],
    ['a payload that is an array', `${header}.${base64url('["client-key"]')}.x`],
    ['a payload that is a text', `${header}.${base64url('"client-key"')}.x`],
  ])('T10: an answer with %s is a malformed token, not quoted', async (_, answer) => {
    const cache = createTokenCache(() => answer as string)
    const events = recordEvents(cache)
    const error = await rejection(cache.get())
    expect(error).toMatchObject({ code: 'malformed-token' })
    expect(error).not.toHaveProperty('cause')
    expectNoPartOf(token, [error, events])
  })

  test('T10: `refresh` does not tell the token', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const events = recordEvents(cache)
    const fresh = await cache.get()
    expect(events.refresh).toHaveLength(1)
    expectNoPartOf(fresh, events)
    cache.dispose()
  })

  test('T10: nothing is logged', async () => {
    const methods = (['log', 'info', 'warn', 'error', 'debug'] as const).map(name => vi.spyOn(console, name))
    const cache = createTokenCache(instantSource())
    cache.invalidate(await cache.get())
    await cache.get()
    cache.dispose()
    await rejection(createTokenCache(() => 'no token').get())
    for (const method of methods) expect(method).not.toHaveBeenCalled()
  })

  test('S4: the reason that quotes nothing is kept as it is', async () => {
    const reason = Object.assign(new TypeError('Failed to fetch', { cause: 'offline' }), { status: 503 })
    const { source, last } = controlledSource()
    const failed = rejection(createTokenCache(source).get())
    last().reject(reason)
    expect(await failed).toMatchObject({ cause: reason })
  })

  test.each<[string, unknown]>([
    ['an object with no prototype', Object.create(null)],
    [
      'an object that cannot be turned into a string',
      {
        toString: () => {
          throw new Error('no')
        },
      },
    ],
    ['a symbol', Symbol('no')],
    ['a bigint', 42n],
    ['null', null],
    ['a function', () => 'no'],
  ])('S4: a source that rejects with %s fails, and is asked again', async (_, reason) => {
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const failed = rejection(cache.get())
    last().reject(reason)
    expect(await failed).toMatchObject({ code: 'source-error' })
    const next = cache.get()
    last().resolve(token)
    expect(await next).toBe(token)
    expect(calls).toHaveLength(2)
    cache.dispose()
  })

  test('S4: a failure that nobody waits for is no unhandled rejection', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { source, calls, last } = controlledSource()
    const cache = createTokenCache(source)
    const { signal } = new AbortController()
    const first = cache.get({ signal })
    last().resolve(createFakeToken())
    await first
    await vi.advanceTimersByTimeAsync(850_000)
    await cache.get() // Starts a refresh beside it.
    last().reject('no')
    await settle()
    const leaving = new AbortController()
    const left = rejection(cache.refresh({ signal: leaving.signal }))
    leaving.abort()
    await left
    last().reject('no')
    await settle()
    const disposed = rejection(cache.refresh())
    cache.dispose()
    await disposed
    last().reject('late')
    await new Promise<void>(resolve => runImmediates(resolve))
    expect(unhandled).not.toHaveBeenCalled()
    expect(calls).toHaveLength(4)
    process.off('unhandledRejection', unhandled)
  })
})
