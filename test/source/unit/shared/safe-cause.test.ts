// @vitest-environment node
import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { safeCause } from '../../../../src/shared/safe-cause.js'
import { createQuoteSearch } from '../../../../src/shared/secrets.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { base64url } from '../support/base64url.js'
import { rejection } from '../support/source.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

const token = createFakeToken({ sub: 'account-5b10ac8d82e05b22cc7d4ef5' })
const [header = '', payload = '', signature = ''] = token.split('.')
const decoded = Buffer.from(payload, 'base64url').toString()
const bearer = `JWT ${token}`
const spaced = (json: string) => `${base64url(json)}.${payload}.${signature}`

const circular: { token: string; self?: unknown } = { token }
circular.self = circular

/** Each object of 30 levels is reached by two ways: a search that goes down every way never ends. */
const shared = (levels: number): object => {
  let node: object = { token }
  for (let level = 0; level < levels; level++) node = { left: node, right: node }
  return node
}
const hostile = (name: string) =>
  new Proxy(new Error('no'), {
    get: (target, key) => {
      if (key === name) throw new Error(bearer)
      return Reflect.get(target, key)
    },
  })
const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error(bearer)
    },
    has: () => {
      throw new Error(bearer)
    },
    getPrototypeOf: () => {
      throw new Error(bearer)
    },
  },
)
const withCause = (cause: unknown) => new Error('outer', { cause })
const nested = (levels: number): Error => (levels === 0 ? new Error(bearer) : withCause(nested(levels - 1)))
const axios = () =>
  Object.assign(new Error('Request failed with status code 401'), {
    name: 'AxiosError',
    code: 'ERR_BAD_REQUEST',
    status: 401,
    config: { headers: { Authorization: bearer } },
    request: { _header: bearer },
    response: { headers: {}, data: token },
    toJSON: () => ({ token }),
  })

/** What a source may throw: none of it may carry the token, or a part of it, out of the cache. */
const reasons: [string, unknown][] = [
  ['the token', token],
  ['its header', header],
  ['its payload', payload],
  ['its signature alone', signature],
  ['a part from the middle', token.slice(40, 70)],
  ['the payload decoded', decoded],
  ['a claim decoded', 'user account-5b10ac8d82e05b22cc7d4ef5 may not'],
  ['a text around it', `401 for ${bearer}!`],
  ['a text glued to it', `token=x${token}y`],
  ['a URL with it', `https://app.test/?jwt=${token}&x`],
  ['a JWT of somebody else', spaced('{"alg":"none"}')],
  ['a JWT whose header has spaces', spaced('{ "alg": "HS256" }')],
  ['a JWT whose header has line ends', spaced('{\n  "alg": "HS256"\n}')],
  ['a JWT whose header has a tab', spaced('{\t"alg":"HS256"}')],
  ['a JWT whose header begins with white space', spaced(' \r\n{"alg":"HS256"}')],
  ['a text too long to search', `${'x'.repeat(30_000)}${token}`],
  ['an Error whose message quotes it', new Error(bearer)],
  ['a TypeError', new TypeError(bearer)],
  ['a DOMException', new DOMException(bearer, 'AbortError')],
  ['an Error whose name is it', Object.assign(new Error('no'), { name: token })],
  ['an Error whose code is it', Object.assign(new Error('no'), { code: token })],
  ['an Error whose status is it', Object.assign(new Error('no'), { status: signature })],
  ['an Error whose stack has it', Object.assign(new Error('no'), { stack: `Error: no\n at ${bearer}` })],
  ['an Error with a member', Object.assign(new Error('no'), { token })],
  ['an Error with a symbol', Object.assign(new Error('no'), { [Symbol('token')]: token })],
  ['an Error with a getter', Object.defineProperty(new Error('no'), 'token', { get: () => token })],
  [
    'an Error with a Response',
    Object.assign(new Error('no'), { response: new Response(null, { headers: { authorization: bearer } }) }),
  ],
  [
    'an Error with a Request',
    Object.assign(new Error('no'), {
      request: new Request('https://app.test/', { headers: { authorization: bearer } }),
    }),
  ],
  [
    'an Error with Headers',
    Object.assign(new Error('no'), { headers: new Headers({ authorization: bearer }) }),
  ],
  ['an Error with a Map', Object.assign(new Error('no'), { map: new Map([[token, token]]) })],
  ['an Error with a function', Object.assign(new Error('no'), { log: () => token })],
  ['an axios error', axios()],
  ['an AggregateError', new AggregateError([new Error(bearer)], 'no')],
  ['a cause', withCause(new Error(bearer))],
  ['a cause that is a text', withCause(bearer)],
  ['a cause that is an object', withCause({ token })],
  ['a cause five deep', nested(5)],
  ['a cause of itself', Object.assign(new Error('no'), { token })],
  ['a plain object', { message: bearer, token }],
  ['an array', [token]],
  ['a Set', new Set([token])],
  ['a Response', new Response(token)],
  ['bytes', new TextEncoder().encode(token)],
  ['a function', () => token],
  ['a symbol', Symbol(token)],
  ['a String object', Object(token)],
  ['a boxed error', { error: new Error(bearer) }],
  ['a cyclic graph', circular],
  ['a graph of shared children', shared(30)],
  ['an Error with such a graph', Object.assign(new Error('no'), shared(30))],
  ['an Error whose members throw', hostile('message')],
  ['an Error whose cause throws', hostile('cause')],
  ['a proxy that throws at any look', throwing],
  ['the global object', globalThis],
]

const shown = (value: unknown) =>
  inspect(value, { depth: 12, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null })

describe('what is kept of a reason', () => {
  test.each(reasons)('T10: %s: neither the token nor a part of it is in the error', async (_, reason) => {
    let calls = 0
    const cache = createTokenCache(() => {
      if (++calls > 1) throw reason
      return token
    })
    await cache.get()
    const error = await rejection(cache.refresh())
    cache.dispose()
    const text = shown(error)
    for (const part of [header, payload, signature, decoded, token.slice(40, 70), 'account-5b10ac8d']) {
      expect(text).not.toContain(part)
    }
    expect(text).not.toMatch(/ey[JA]hbGci|ewog|ewki|IA0K/)
    expect(error).toMatchObject({ name: 'ContextTokenError', code: 'source-error' })
  })

  const quotes = createQuoteSearch([token])
  const causeOf = (reason: unknown) => safeCause(reason, quotes)?.cause as Error

  test('T10: what quotes nothing is kept: text, name, message, stack, code, status, and causes five deep', () => {
    expect(safeCause('The bridge says no', quotes)).toEqual({ cause: 'The bridge says no' })
    const reason = Object.assign(new RangeError('no'), { code: 'E_NO', status: 403, more: 1 })
    const safe = causeOf(reason)
    expect(safe).not.toBe(reason)
    expect(safe).toMatchObject({
      name: 'RangeError',
      message: 'no',
      code: 'E_NO',
      status: 403,
      stack: reason.stack,
    })
    expect(Object.keys(safe)).toEqual(['name', 'code', 'status'])
  })

  test.each(['an error', 'a text'])('T10: causes are kept five deep, where %s is the sixth', sixth => {
    const deepest = sixth === 'a text' ? sixth : new Error('level 6')
    let cause: unknown = causeOf(
      [1, 2, 3, 4, 5].reduceRight<unknown>((cause, level) => new Error(`level ${level}`, { cause }), deepest),
    )
    const depths: unknown[] = []
    for (; cause; cause = cause instanceof Error && cause.cause) depths.push(`${cause}`)
    expect(depths).toEqual([1, 2, 3, 4, 5].map(level => `Error: level ${level}`))
  })

  test('T10: what is missing or quoted leaves an error that reads as one', () => {
    const bare = causeOf(Object.assign(new Error(), { name: undefined, message: {} }))
    expect([bare.name, bare.message, 'cause' in bare]).toEqual(['Error', '', false])
    const told = causeOf(Object.assign(new TypeError('no'), { stack: bearer }))
    expect([told.stack, `${told}`]).toEqual(['TypeError: no', 'TypeError: no'])
    // As on any error, whoever catches it may say more.
    Object.assign(told, { name: 'Later', stack: 'at a.js' })
    expect([told.name, told.stack, Reflect.deleteProperty(told, 'name')]).toEqual(['Later', 'at a.js', true])
  })

  test.each(['Error', 'DOMException'])('T10: an %s of another realm is one', tag => {
    const foreign = { [Symbol.toStringTag]: tag, name: 'Foreign', message: 'no' }
    expect(causeOf(foreign)).toMatchObject({ name: 'Foreign', message: 'no' })
  })

  test('T10: what cannot be looked at is no cause', () => {
    expect(safeCause(throwing, quotes)).toBeUndefined()
  })

  test.each([undefined, null, 5, true, {}, [], () => {}])('T10: %s is no cause', reason => {
    expect(safeCause(reason, quotes)).toBeUndefined()
  })

  test('T10: the work is bounded: five members of an error are looked at, whatever else it has', () => {
    const asked: unknown[] = []
    const reason = new Proxy(Object.assign(new Error('no'), shared(30)), {
      get: (target, key) => {
        asked.push(key)
        return Reflect.get(target, key)
      },
      ownKeys: () => {
        throw new Error('walked')
      },
    })
    safeCause(reason, quotes)
    expect(new Set(asked)).toEqual(new Set(['name', 'message', 'stack', 'code', 'status', 'cause']))
  })
})
