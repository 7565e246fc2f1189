// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import type { Fetch } from '../../../../src/fetch/types.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { origin } from '../support/backend.js'
import { controlledSource, instantSource } from '../support/source.js'

/** A context fetch that has to wait for its token, over a transport that keeps what it was given. */
function setUp(...statuses: number[]) {
  const { source, calls, last } = controlledSource()
  const transport = vi.fn<Fetch>(async () => new Response(null, { status: statuses.shift() ?? 200 }))
  const fetch = createContextFetch(createTokenCache(source), { baseUrl: origin, fetch: transport })
  const answer = () => last().resolve(createFakeToken())
  const sent = () => transport.mock.calls.map(([input, init]) => new Request(input, init))
  const askedAgain = () => vi.waitFor(() => expect(calls).toHaveLength(2))
  return { fetch, transport, answer, askedAgain, sent }
}

describe('context fetch: arguments are read once, at the call', () => {
  test('F1: a URLSearchParams that goes on to change sends what it was at each call', async () => {
    const { fetch, answer, sent } = setUp()
    const params = new URLSearchParams()
    const calls = ['1', '2', '3'].map(value => {
      params.set('a', value)
      return fetch('/f', { method: 'POST', body: params })
    })
    answer()
    await Promise.all(calls)
    expect(await Promise.all(sent().map(request => request.text()))).toEqual(['a=1', 'a=2', 'a=3'])
    expect(sent()[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8')
  })

  test('F1, F8: a body that changes after the call is the same at the retry', async () => {
    const { fetch, answer, askedAgain, sent } = setUp(401)
    const form = new FormData()
    form.append('a', '1')
    form.append('file', new File(['x'], 'x.txt', { type: 'text/x-test' }))
    const call = fetch('/f', { method: 'POST', body: form })
    form.set('a', '2')
    answer()
    await askedAgain()
    form.set('a', '3')
    answer()
    await call
    const forms = await Promise.all(sent().map(request => request.formData()))
    expect(forms.map(form => form.get('a'))).toEqual(['1', '1'])
    const files = forms.map(form => form.get('file') as File)
    expect(files.map(({ name, type }) => [name, type])).toEqual(Array(2).fill(['x.txt', 'text/x-test']))
  })

  test.each<[string, (init: RequestInit) => void]>([
    ['the method', init => Object.assign(init, { method: 'PUT' })],
    ['a header', init => Object.assign(init.headers as object, { 'X-One': '2' })],
    ['the headers', init => Object.assign(init, { headers: {} })],
    ['the body', init => Object.assign(init, { body: 'another' })],
  ])('F1: %s that changes while the token is awaited is sent as it was', async (_, change) => {
    const { fetch, answer, sent } = setUp()
    const init = { method: 'POST', headers: { 'X-One': '1' }, body: 'text' }
    const call = fetch('/f', init)
    change(init)
    answer()
    await call
    const [request] = sent()
    expect([request?.method, request?.headers.get('x-one'), await request?.text()]).toEqual([
      'POST',
      '1',
      'text',
    ])
  })

  test('F1, F2: a URL object that changes while the token is awaited is sent where it was checked', async () => {
    const { fetch, answer, transport } = setUp()
    const url = new URL('/f', origin)
    const call = fetch(url)
    url.host = 'evil.test'
    answer()
    await call
    expect(transport.mock.calls[0]?.[0]).toBe(`${origin}/f`)
  })

  test('F1, F2: an object that says another URL each time is asked once', async () => {
    const { fetch, answer, transport } = setUp()
    const urls = [`${origin}/f`, 'https://evil.test/']
    const call = fetch({ toString: () => urls.shift() ?? '' } as unknown as string)
    answer()
    await call
    expect([transport.mock.calls[0]?.[0], urls]).toEqual([`${origin}/f`, ['https://evil.test/']])
  })

  test('F1: every member of init and of the headers is asked once', async () => {
    const { fetch, answer, askedAgain } = setUp(401)
    const asked: string[] = []
    const counting = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(target, name, receiver) {
          if (typeof name === 'string') asked.push(name)
          return Reflect.get(target, name, receiver)
        },
      })
    const headers = counting({ 'X-One': '1' })
    const call = fetch('/f', counting({ method: 'POST', body: 'text', headers, cache: 'no-store' as const }))
    answer()
    await askedAgain()
    answer()
    await call
    expect(asked.sort()).toEqual(['X-One', 'body', 'cache', 'headers', 'method'])
  })

  test('F1: header names leave in the spelling of the caller, as a plain record', async () => {
    const { fetch, answer, transport } = setUp()
    const calls = [
      fetch('/f', { headers: { 'X-Mixed-Case': '1' } }),
      fetch('/f', {
        headers: [
          ['X-Pair', '1'],
          ['X-Pair', '2'],
        ],
      }),
      fetch('/f', { headers: new Headers({ 'X-Object': '1' }) }),
    ]
    answer()
    await Promise.all(calls)
    const records = transport.mock.calls.map(([, init]) => init?.headers)
    const Authorization = expect.stringMatching(/^JWT /)
    expect(records).toEqual([
      { 'X-Mixed-Case': '1', Authorization },
      { 'X-Pair': '1, 2', Authorization },
      { 'x-object': '1', Authorization },
    ])
    for (const record of records) expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
  })

  test('F4: an authorization of its own is found in any spelling, also beside one named __proto__', async () => {
    const { fetch, transport } = setUp()
    await fetch('/f', { headers: JSON.parse('{"__proto__": "1", "aUTHORIZATION": "Basic x"}') })
    expect(new Headers(transport.mock.calls[0]?.[1]?.headers).get('authorization')).toBe('Basic x')
  })

  test('F13: a string or URL leaves as a string and an init, a Request as one Request with nothing beside it', async () => {
    const { fetch, answer, transport } = setUp()
    const calls = [
      fetch('/f'),
      fetch(new URL('/f', origin), { method: 'PUT' }),
      fetch(new Request(`${origin}/f`)),
      fetch(new Request(`${origin}/f`), { method: 'PUT', headers: { 'x-one': '1' } }),
    ]
    answer()
    await Promise.all(calls)
    const shape = transport.mock.calls.map(([input, ...more]) => [typeof input, more.length])
    expect(shape).toEqual([
      ['string', 1],
      ['string', 1],
      ['object', 0],
      ['object', 0],
    ])
    const last = transport.mock.lastCall?.[0] as Request
    expect([last.method, last.headers.get('x-one')]).toEqual(['PUT', '1'])
    expect(last.headers.get('authorization')).toMatch(/^JWT /)
  })

  test('F1: what only says that it is a Request is a text for us, as for the platform', async () => {
    const { fetch, transport } = setUp()
    const pretender = {
      [Symbol.toStringTag]: 'Request',
      url: `${origin}/f`,
      toString: () => 'https://evil.test/',
    }
    await fetch(pretender as unknown as Request)
    expect(transport.mock.calls).toEqual([['https://evil.test/', undefined]])
  })

  test('F1: a Request that calls itself something else is one', async () => {
    const { fetch, answer, transport } = setUp()
    const request = new Request(`${origin}/f`)
    Object.defineProperties(request, {
      [Symbol.toStringTag]: { value: 'Nothing' },
      url: { value: 'https://evil.test/' },
      clone: { value: () => new Request('https://evil.test/') },
      headers: { value: new Headers({ authorization: 'Basic x' }) },
    })
    const call = fetch(request)
    answer()
    await call
    const [sent, ...more] = transport.mock.calls[0] ?? []
    expect([(sent as Request).url, more]).toEqual([`${origin}/f`, []])
    expect((sent as Request).headers.get('authorization')).toMatch(/^JWT /)
  })

  test('F1: the wrapper has the name and the length of the platform’s fetch', () => {
    const { fetch } = setUp()
    expect([fetch.name, fetch.length]).toEqual([globalThis.fetch.name, globalThis.fetch.length])
  })
})

describe('context fetch: what stands on Object.prototype is nobody’s', () => {
  const members: Record<string, unknown> = {
    method: 'DELETE',
    headers: { authorization: 'Basic stolen' },
    body: 'stolen',
    mode: 'no-cors',
    credentials: 'include',
    cache: 'no-store',
    redirect: 'error',
    referrer: 'https://evil.test/',
    referrerPolicy: 'unsafe-url',
    integrity: 'sha256-x',
    keepalive: true,
    signal: AbortSignal.abort(),
    baseUrl: 'https://evil.test/',
    allowedOrigins: ['https://evil.test'],
    scheme: 'Stolen',
    isRejected: () => true,
    takesToken: () => false,
    fetch: () => Promise.reject('stolen'),
    refreshLeeway: 'wrong',
    expiryMargin: 'wrong',
    tokenTimeout: 'wrong',
    autoRefresh: 'wrong',
    prefetch: 'wrong',
  }
  // Node's own Request reads what stands there, so what arrives at the transport is looked at, own members alone.
  const ownMembers = (value: object) =>
    Object.entries(value).flatMap(([name, own]) => (own === undefined ? [] : [[name, `${own}`]]))

  test.each(Object.entries(members))(
    'F2: Object.prototype.%s changes nothing of what is sent where',
    async (name, value) => {
      const send = async () => {
        const source = instantSource()
        const sent: unknown[] = []
        const transport: Fetch = async (input, init) => {
          const { headers = {}, ...rest } = init ?? {}
          const authorization = Reflect.get(headers, 'Authorization') === `JWT ${source.tokens[0]}`
          sent.push([input, authorization, Object.keys(headers), ownMembers(rest)])
          return new Response()
        }
        const fetch = createContextFetch(createTokenCache(source), { baseUrl: origin, fetch: transport })
        await fetch('/f')
        await fetch('/f', {})
        await fetch('/f', { method: 'POST', body: 'text', headers: { 'x-one': '1' } })
        return sent
      }
      const usual = await send()
      Object.assign(Object.prototype, { [name]: value })
      let sent: unknown[]
      try {
        sent = await send()
      } finally {
        Reflect.deleteProperty(Object.prototype, name)
      }
      expect(sent).toEqual(usual)
    },
  )
})
