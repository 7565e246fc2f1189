import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import type { ContextFetchOptions } from '../../../../src/fetch/types.js'
import { origin } from '../support/backend.js'
import { recordEvents } from '../support/events.js'
import { instantSource } from '../support/source.js'

afterEach(() => {
  vi.restoreAllMocks()
})

function setUp(options: ContextFetchOptions = {}) {
  const source = instantSource()
  const tokens = createTokenCache(source)
  const transport = vi.fn<typeof globalThis.fetch>(async () => new Response('welcome'))
  const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport, ...options })
  const authorization = () => new Headers(transport.mock.lastCall?.[1]?.headers).get('authorization')
  return { source, tokens, transport, fetch, authorization }
}

describe('context fetch: where the token goes', () => {
  test.each([
    ['a path', '/notes', `${origin}/notes`],
    ['the origin', origin, `${origin}/`],
    ['upper case', 'HTTPS://APP.EXAMPLE.COM/Notes', `${origin}/Notes`],
    ['the default port', 'https://app.example.com:443/', `${origin}/`],
    ['tabs and newlines', 'ht\ntps://app.exa\tmple.com/', `${origin}/`],
    ['the page', 'http://localhost:3000/notes', 'http://localhost:3000/notes'],
  ])('F2: %s receives it', async (_, input, url) => {
    const { fetch, transport, source, authorization } = setUp()
    await fetch(input)
    expect(authorization()).toBe(`JWT ${source.tokens[0]}`)
    expect(transport.mock.lastCall?.[0]).toBe(url)
  })

  test.each([
    'https://app.example.com.evil.test/',
    'https://app.example.com@evil.test/',
    'https://evil.test/https://app.example.com/',
    'https://evil.test\\@app.example.com/',
    '//evil.test/',
    '/\\evil.test/',
    '/\t/evil.test/',
    'https://app.example.com:8443/',
    'http://app.example.com/',
    'ftp://app.example.com/',
    'wss://app.example.com/',
    'https://sub.app.example.com/',
    'https://example.com/',
    'https://app.example.com./',
    'https://app.example.co/',
    'https://аpp.example.com/', // a Cyrillic letter
    'https://127.0.0.1/',
    'http://localhost:3001/',
    'http://localhost.evil.test:3000/',
    'blob:https://app.example.com/1b9d6bcd',
    'data:text/plain,hello',
    'about:blank',
    'javascript:1',
    'https://[::1]/',
  ])('F2: %s does not, and costs no call of the source', async input => {
    const { fetch, transport, source } = setUp()
    const init = { method: 'POST', body: 'x' }
    await fetch(input, init)
    expect(transport).toHaveBeenCalledOnce()
    expect(transport.mock.lastCall?.[1]).toBe(init)
    expect(source.reasons).toEqual([])
  })

  test('F2: a hostile <base href> takes the request along, but not the token', async () => {
    const base = document.createElement('base')
    base.href = 'https://evil.test/'
    document.head.append(base)
    const source = instantSource()
    const transport = vi.fn<typeof globalThis.fetch>(async () => new Response('welcome'))
    await createContextFetch(createTokenCache(source), { fetch: transport })('notes')
    base.remove()
    expect(transport.mock.calls).toEqual([['notes']])
    expect(source.reasons).toEqual([])
  })

  test('F2: what resolves against baseUrl goes there, whatever the page would make of it', async () => {
    const { fetch, transport } = setUp()
    await fetch('//other.example.com/notes')
    await fetch(new URL('https://other.example.com/notes'))
    expect(transport.mock.calls.map(([input]) => input)).toEqual([
      'https://other.example.com/notes', // the page has http:
      new URL('https://other.example.com/notes'),
    ])
  })

  test('F1, F2: without baseUrl an object is sent where its text resolved against the page', async () => {
    const { fetch, transport, authorization } = setUp({ baseUrl: undefined })
    let asked = 0
    const input = { toString: () => (asked++ ? 'https://evil.test/' : '/notes') }
    await fetch(input as unknown as URL)
    expect([transport.mock.lastCall?.[0], asked]).toEqual(['http://localhost:3000/notes', 1])
    expect(authorization()).toMatch(/^JWT /)
  })

  test('F2: given, allowedOrigins replace the default', async () => {
    const { fetch, source, authorization } = setUp({ allowedOrigins: ['https://API.example.com/'] })
    await fetch('/notes')
    expect([authorization(), source.reasons]).toEqual([null, []])
    await fetch('https://api.example.com/notes')
    expect(authorization()).toBe(`JWT ${source.tokens[0]}`)
  })

  test('F1: an object that changes while the token is awaited sends nothing elsewhere', async () => {
    const { fetch, transport } = setUp()
    const url = new URL('/notes', origin)
    const headers = new Headers({ 'x-request': 'before' })
    const answer = fetch(url, { headers })
    url.host = 'evil.test'
    headers.set('x-request', 'after')
    await answer
    const [input, init] = transport.mock.lastCall ?? []
    expect(input).toBe(`${origin}/notes`)
    expect(new Headers(init?.headers).get('x-request')).toBe('before')
    expect(headers.has('authorization')).toBe(false)
  })

  test.each(['Authorization', 'authorization', 'AUTHORIZATION'])(
    'F4: %s of its own is left alone',
    async name => {
      const { fetch, transport, source, authorization } = setUp()
      transport.mockResolvedValue(new Response(null, { status: 401 }))
      expect((await fetch('/notes', { headers: { [name]: 'Basic x' } })).status).toBe(401)
      expect(authorization()).toBe('Basic x')
      expect(transport).toHaveBeenCalledOnce()
      expect(source.reasons).toEqual([])
    },
  )

  test('F3: a 401 from where a redirect led to another origin is no rejection of the token', async () => {
    const { fetch, transport, source, tokens } = setUp()
    const events = recordEvents(tokens)
    const answer = (url: string) => {
      const response = new Response(null, { status: 401 })
      Object.defineProperties(response, { redirected: { value: true }, url: { value: url } })
      return response
    }
    transport.mockResolvedValueOnce(answer('https://evil.test/'))
    expect((await fetch('/notes')).status).toBe(401)
    transport.mockResolvedValueOnce(answer(''))
    expect((await fetch('/notes')).status).toBe(401)
    expect([source.reasons, events.rejected]).toEqual([['initial'], []])
    transport.mockResolvedValueOnce(answer(`${origin}/elsewhere`))
    expect((await fetch('/notes')).status).toBe(200)
    expect(source.reasons).toEqual(['initial', 'rejected'])
  })

  test.each([
    ['Bearer', 'Bearer '],
    ['', ''],
  ])('scheme %j stands before the token', async (scheme, prefix) => {
    const { fetch, source, authorization } = setUp({ scheme })
    await fetch('/notes')
    expect(authorization()).toBe(`${prefix}${source.tokens[0]}`)
  })
})
