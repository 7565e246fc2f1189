import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import type { TokenCache } from '../../../../src/cache/types.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import type { ContextFetchOptions } from '../../../../src/fetch/types.js'
import { instantSource } from '../support/source.js'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const create = (options: unknown) => () =>
  // What a caller without types may pass.
  createContextFetch(createTokenCache(instantSource()), options as ContextFetchOptions)

describe('context fetch: options', () => {
  test.each([
    ['the source of a cache', instantSource(), 'function'],
    ['an empty object', {}, 'object'],
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
  ])('stages put together wrongly: %s in place of the cache is named at creation', (_, tokens, kind) => {
    const wrong = () => createContextFetch(tokens as unknown as TokenCache) // as code without types may
    expect(wrong).toThrow(new TypeError(`tokens: expected a token cache, got ${kind}`))
  })

  test.each([
    ['options', null],
    ['scheme', { scheme: 1 }],
    ['scheme', { scheme: null }],
    ['scheme', { scheme: 'two words' }],
    ['scheme', { scheme: 'JWT\n' }],
    ['isRejected', { isRejected: 401 }],
    ['fetch', { fetch: 'fetch' }],
    ['baseUrl', { baseUrl: null }],
    ['baseUrl', { baseUrl: 5 }],
    ['baseUrl', { baseUrl: 'http://[' }],
    ['baseUrl', { baseUrl: 'data:text/plain,x', allowedOrigins: [] }],
    ['baseUrl', { baseUrl: 'ftp://app.example.com/', allowedOrigins: [] }],
    ['baseUrl', { baseUrl: 'blob:https://app.example.com/1', allowedOrigins: [] }],
    ['baseUrl', { baseUrl: ['https://app.example.com/'] }],
    ['baseUrl', { baseUrl: 'https://user:secret@app.example.com/' }],
    ['baseUrl', { baseUrl: 'http://app.example.com/' }],
    ['allowedOrigins', { allowedOrigins: 'https://app.example.com' }],
    ['allowedOrigins', { allowedOrigins: null }],
    ['allowedOrigins', { allowedOrigins: [5] }],
    ['allowedOrigins', { allowedOrigins: [['https://app.example.com']] }],
    ['allowedOrigins', { allowedOrigins: ['https://['] }],
    ['allowedOrigins', { allowedOrigins: ['*'] }],
    ['allowedOrigins', { allowedOrigins: ['https://*.example.com'] }],
    ['allowedOrigins', { allowedOrigins: ['null'] }],
    ['allowedOrigins', { allowedOrigins: ['app.example.com'] }],
    ['allowedOrigins', { allowedOrigins: ['https://app.example.com/api'] }],
    ['allowedOrigins', { allowedOrigins: ['https://app.example.com?x'] }],
    ['allowedOrigins', { allowedOrigins: ['https://user@app.example.com'] }],
    ['allowedOrigins', { allowedOrigins: ['blob:https://app.example.com'] }],
    ['allowedOrigins', { allowedOrigins: [' https://app.example.com'] }],
    ['allowedOrigins', { allowedOrigins: ['http://app.example.com'] }],
    ['allowedOrigins', { allowedOrigins: ['http://localhost.evil.test'] }],
    ['allowedOrigins', { allowedOrigins: ['http://128.0.0.1'] }],
  ])('a wrong %s throws a TypeError that names it: %j', (name, options) => {
    expect(create(options)).toThrow(TypeError)
    expect(create(options)).toThrow(new RegExp(`^${name}: `))
    expect(create(options)).not.toThrow(/secret/)
  })

  test.each([
    'http://localhost',
    'http://app.localhost:8080/',
    'http://127.0.0.1:1',
    'http://127.255.3.4',
    'http://[::1]:9',
    'HTTPS://App.Example.COM/',
    new URL('https://app.example.com'),
  ])('F2: %s may be allowed', origin => {
    expect(create({ allowedOrigins: [origin] })).not.toThrow()
  })

  test('what was expected is said', () => {
    expect(create({ allowedOrigins: 'https://app.example.com' })).toThrow('expected an array, got string')
    expect(create({ allowedOrigins: ['*'] })).toThrow(
      "expected origins such as 'https://app.example.com', got *",
    )
    expect(create({ baseUrl: 'http://[' })).toThrow('expected an http(s) URL without credentials')
  })

  test('undefined is the default', () => {
    const options = { scheme: undefined, isRejected: undefined, fetch: undefined, baseUrl: undefined }
    expect(create({ ...options, allowedOrigins: undefined })).not.toThrow()
  })

  test('F2: where the page itself can never receive the token, one warning says why', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('location', { href: 'http://intranet.example.com/app' })
    create({})()
    expect(warn).toHaveBeenCalledOnce()
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^ap-context-fetch: the page's origin: http:\/\/intranet\.example\.com can never /,
      ),
    )
    create({ allowedOrigins: ['https://app.example.com'] })()
    expect(warn).toHaveBeenCalledOnce()
    create({ baseUrl: 'http://intranet.example.com/api/' })()
    expect(warn).toHaveBeenCalledTimes(2)
  })

  test('F2: a page without an origin allows none, which needs no warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('location', { href: 'about:srcdoc' })
    const source = instantSource()
    const transport = vi.fn<typeof globalThis.fetch>(async () => new Response())
    await createContextFetch(createTokenCache(source), { fetch: transport })('data:text/plain,x')
    expect(transport.mock.calls).toEqual([['data:text/plain,x']])
    expect([source.reasons, warn.mock.calls]).toEqual([[], []])
  })

  test('a relative baseUrl resolves against the page', async () => {
    const transport = vi.fn<typeof globalThis.fetch>(async () => new Response())
    const tokens = createTokenCache(instantSource())
    await createContextFetch(tokens, { baseUrl: '/api/', fetch: transport })('notes')
    expect(transport.mock.lastCall?.[0]).toBe('http://localhost:3000/api/notes')
  })

  test('the platform fetch is looked up at each call', async () => {
    const fetch = create({})()
    const stub = vi.fn(async () => new Response('stubbed'))
    vi.stubGlobal('fetch', stub)
    expect(await (await fetch('/notes')).text()).toBe('stubbed')
  })
})
