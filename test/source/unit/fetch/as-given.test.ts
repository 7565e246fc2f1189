// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import type { ContextFetchOptions } from '../../../../src/fetch/types.js'
import { origin } from '../support/backend.js'
import { recordEvents } from '../support/events.js'
import { instantSource, rejection } from '../support/source.js'

const url = `${origin}/notes`

function setUp(options: ContextFetchOptions = {}, ...statuses: number[]) {
  const source = instantSource()
  const tokens = createTokenCache(source)
  const transport = vi.fn<typeof globalThis.fetch>(
    async () => new Response(null, { status: statuses.shift() ?? 200 }),
  )
  const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport, ...options })
  /** The requests that left, each as one. */
  const sent = () => transport.mock.calls.map(([input, init]) => new Request(input, init))
  return { source, fetch, transport, sent, events: recordEvents(tokens) }
}

/** Headers that can be read once only. */
const once = (...headers: [string, string][]): HeadersInit => new Map(headers).entries() as never

describe('F1: a URL that does not resolve', () => {
  test.each(['/notes', 'notes', '?x'])(
    'F1: %s is relative, and there is no page: says what to check',
    async given => {
      const { fetch, transport } = setUp({ baseUrl: undefined })
      expect(await rejection(fetch(given))).toMatchObject({
        name: 'TypeError',
        message: `Failed to parse URL from ${given}: it is relative, and there is no page to resolve it against. Check the option baseUrl.`,
        cause: { name: 'TypeError', code: 'ERR_INVALID_URL' },
      })
      expect(transport).not.toHaveBeenCalled()
    },
  )

  test.each([{ baseUrl: undefined }, {}])(
    'F1: an invalid one is for the platform to tell: %j',
    async options => {
      const { fetch, transport, source } = setUp(options)
      await fetch('http://[')
      expect([transport.mock.calls, source.reasons]).toEqual([[['http://[']], []])
    },
  )
})

describe('F1: headers that are none', () => {
  test.each<[string, unknown]>([
    ['a pair without a value', [['x-one']]],
    ['a pair of three', [['x-one', '1', '2']]],
    ['a text', 'x-one: 1'],
    ['a number', 5],
    ['null', null],
  ])('F1: %s: the error is the platform’s, and nothing is sent', async (_, headers) => {
    const { fetch, transport } = setUp()
    const platform = (() => {
      try {
        return new Headers(headers as HeadersInit)
      } catch (error) {
        return error
      }
    })()
    const error = (await rejection(fetch(url, { headers: headers as HeadersInit }))) as Error
    expect(error).toEqual(platform)
    expect(transport).not.toHaveBeenCalled()
  })

  test('F4: a header with as many letters as `authorization` is none of that name', async () => {
    const { fetch, sent, source } = setUp()
    await fetch(url, { headers: { 'x-custom-name': '1' } })
    expect(sent()[0]?.headers.get('authorization')).toBe(`JWT ${source.tokens[0]}`)
  })

  test('F1: a header may be called __proto__', async () => {
    const { fetch, transport } = setUp()
    await fetch(url, {
      headers: [
        ['__proto__', '1'],
        ['x-one', '2'],
      ],
    })
    const record = Object.entries(transport.mock.lastCall?.[1]?.headers ?? {})
    expect(record.slice(0, 2)).toEqual([
      ['__proto__', '1'],
      ['x-one', '2'],
    ])
  })

  test('F13: what a transport is given is a record of its own to change, as it was read', async () => {
    const { fetch, transport } = setUp({ takesToken: () => false })
    await fetch(url, {
      headers: [
        ['x-one', '1'],
        ['x-one', '2'],
        ['__proto__', '3'],
      ],
    })
    const record = transport.mock.lastCall?.[1]?.headers as Record<string, string>
    expect(Object.values(Object.getOwnPropertyDescriptors(record))).toEqual(
      ['1, 2', '3'].map(value => ({
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })),
    )
  })

  test('F1: what an init inherits counts, whatever stands on Object.prototype', async () => {
    const { fetch, sent } = setUp()
    Object.assign(Object.prototype, { method: 'DELETE' })
    try {
      await fetch(url, Object.create({ method: 'PUT' }))
      await fetch(url, Object.create({}))
    } finally {
      Reflect.deleteProperty(Object.prototype, 'method')
    }
    expect(sent().map(({ method }) => method)).toEqual(['PUT', 'GET'])
  })

  test('F1: an init that inherits has what it inherits, nothing more, and nothing of Object.prototype', async () => {
    const { fetch, transport } = setUp({ takesToken: () => false })
    Object.defineProperty(Object.prototype, 'mode', { value: 'no-cors', configurable: true })
    try {
      await fetch(url, Object.create({ method: 'PUT' }))
    } finally {
      Reflect.deleteProperty(Object.prototype, 'mode')
    }
    expect(transport.mock.lastCall?.[1]).toStrictEqual({ method: 'PUT' })
  })

  test('F1: parameters keep a content type of the caller’s', async () => {
    const { fetch, sent } = setUp()
    await fetch(url, {
      method: 'POST',
      body: new URLSearchParams('a=1'),
      headers: { 'Content-Type': 'text/x' },
    })
    expect(sent()[0]?.headers.get('content-type')).toBe('text/x')
  })

  test('F1: a member of init that is not enumerable counts, as it does for the platform', async () => {
    const { fetch, sent } = setUp()
    await fetch(url, Object.defineProperty({}, 'method', { value: 'PUT' }))
    expect(sent()[0]?.method).toBe('PUT')
  })
})

describe('F13, F8: a Request with an init', () => {
  const post = () => new Request(url, { method: 'POST', body: 'own', headers: { 'x-own': '1' } })

  test('F1: headers of init replace those of the Request, and are read once for both sends', async () => {
    const { fetch, sent } = setUp({}, 401)
    await fetch(post(), { body: 'text', headers: once(['x-one', '1']) })
    expect(sent().map(({ headers }) => [headers.get('x-one'), headers.get('x-own')])).toEqual([
      ['1', null],
      ['1', null],
    ])
  })

  test('F1: a body of init replaces that of the Request, keeps its headers, and is read once', async () => {
    const { fetch, sent } = setUp({}, 401)
    const body = new URLSearchParams('a=1')
    const call = fetch(post(), { body })
    body.append('b', '2')
    await call
    const told = await Promise.all(
      sent().map(async request => [
        await request.text(),
        request.headers.get('x-own'),
        request.headers.get('content-type'),
      ]),
    )
    // The Request had a content type of its own, for its text.
    expect(told).toEqual(Array(2).fill(['a=1', '1', 'text/plain;charset=UTF-8']))
  })

  test('F4: an authorization in init is its own, and the arguments go on as they came', async () => {
    const { fetch, transport, events } = setUp()
    const request = post()
    await fetch(request, { headers: { Authorization: 'own' } })
    expect(transport.mock.calls).toEqual([[request, { headers: { Authorization: 'own' } }]])
    expect(transport.mock.lastCall?.[0]).toBe(request)
    expect(events.untouched).toEqual([{ url, reason: 'authorization' }])
  })

  test('F14: turned away by takesToken it leaves as one Request, with what init says', async () => {
    const { fetch, transport } = setUp({ takesToken: () => false })
    const request = post()
    await fetch(request, { method: 'PUT' })
    const [args = []] = transport.mock.calls
    const [left, ...more] = args as [Request]
    expect([left.method, await left.text(), ...more]).toEqual(['PUT', 'own'])
  })

  test('F1: what the platform finds wrong with it is for the platform to tell, with no event', async () => {
    const { fetch, transport, events, source } = setUp()
    const request = new Request(url)
    await fetch(request, { method: 'TRACE' })
    expect(transport.mock.calls).toEqual([[request, { method: 'TRACE' }]])
    expect(transport.mock.lastCall?.[0]).toBe(request)
    expect([events.untouched, source.reasons]).toEqual([[], []])
  })

  test('F9: what was kept for a second send is let go', async () => {
    const clone = vi.spyOn(Request.prototype, 'clone')
    const { fetch } = setUp()
    await fetch(post())
    const kept = clone.mock.results.map(({ value }) => value as Request)
    clone.mockRestore()
    expect(kept.map(({ bodyUsed }) => bodyUsed)).toEqual([true])
  })
})

describe('F14: what takesToken gets, and what leaves if it says no', () => {
  test.each([
    [undefined, 'GET'],
    [{ method: 'put' }, 'PUT'],
    [{ method: 'xput' }, 'xput'],
    [{ method: 'putx' }, 'putx'],
    [{ method: 'patch' }, 'patch'],
  ])('F14: for %j the method %s', async (init, method) => {
    const takesToken = vi.fn(() => false)
    const { fetch } = setUp({ takesToken })
    await fetch(url, init)
    expect(takesToken).toHaveBeenCalledWith({ url: new URL(url), method })
  })

  test.each<[string, RequestInit | undefined, unknown[]]>([
    ['no init', undefined, [url]],
    ['an init without headers', { method: 'PUT' }, [url, { method: 'PUT' }]],
    ['one with headers', { headers: [['x-one', '1']] }, [url, { headers: { 'x-one': '1' } }]],
  ])('F14: %s stays what it is', async (_, init, args) => {
    const { fetch, transport } = setUp({ takesToken: () => false })
    await fetch(url, init)
    expect(transport.mock.lastCall).toStrictEqual(args)
  })
})
