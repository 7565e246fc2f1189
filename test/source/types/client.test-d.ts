import type { KyInstance } from 'ky'
import { expectTypeOf, test } from 'vitest'
import {
  type ContextClaims,
  type ContextClient,
  type ContextClientOptions,
  createContextClient,
  createTokenCache,
  type Fetch,
  type InstallOptions,
  installContextFetch,
  isContextTokenError,
  type TokenCache,
  type TokenSource,
} from '../../../src/index.js'

declare const client: ContextClient

test('a client has the members that the contract says', () => {
  expectTypeOf(createContextClient).parameter(0).toEqualTypeOf<ContextClientOptions | undefined>()
  expectTypeOf(createContextClient()).toEqualTypeOf<ContextClient>()
  expectTypeOf(client.fetch).toEqualTypeOf<Fetch>()
  expectTypeOf(client.http).toEqualTypeOf<KyInstance>()
  expectTypeOf(client.tokens).toEqualTypeOf<TokenCache>()
  expectTypeOf(client.getToken).returns.toEqualTypeOf<Promise<string>>()
  expectTypeOf(client.getToken).toBeCallableWith({ signal: new AbortController().signal })
  expectTypeOf(client.getClaims).returns.toEqualTypeOf<Promise<ContextClaims>>()
  expectTypeOf(client.authorizeUrl).parameter(0).toEqualTypeOf<string | URL>()
  expectTypeOf(client.authorizeUrl).returns.toEqualTypeOf<Promise<URL>>()
  expectTypeOf(client.dispose).toEqualTypeOf<() => void>()
  expectTypeOf(client).toExtend<EventTarget>()
})

test('a client can be used with `using`', () => {
  expectTypeOf(client).toExtend<Disposable>()
  expectTypeOf(client[Symbol.dispose]).toEqualTypeOf<() => void>()
  // @ts-expect-error it is not awaited
  client[Symbol.asyncDispose]
})

test('what a client has may not be replaced', () => {
  // @ts-expect-error readonly
  client.fetch = globalThis.fetch
  // @ts-expect-error readonly
  client.tokens = createTokenCache(() => 'token')
})

test('options take what the contract says', () => {
  createContextClient({
    getToken: () => 'token',
    baseUrl: new URL('https://app.example.com'),
    allowedOrigins: ['https://app.example.com', new URL('https://api.example.com')],
    scheme: 'Bearer',
    refreshLeeway: 0,
    expiryMargin: 0,
    tokenTimeout: 1000,
    autoRefresh: false,
    prefetch: false,
    isRejected: ({ status }) => status === 400,
    fetch: globalThis.fetch,
    ky: { retry: 0 },
  })
})

test('undefined is the default of every option', () => {
  createContextClient({
    getToken: undefined,
    baseUrl: undefined,
    allowedOrigins: undefined,
    scheme: undefined,
    refreshLeeway: undefined,
    expiryMargin: undefined,
    tokenTimeout: undefined,
    autoRefresh: undefined,
    prefetch: undefined,
    isRejected: undefined,
    fetch: undefined,
    ky: undefined,
  })
  client.authorizeUrl('/', { parameter: undefined, signal: undefined })
  installContextFetch(client, { fetch: undefined, xhr: undefined })
})

test('wrong options do not compile', () => {
  // @ts-expect-error no such option
  createContextClient({ leeway: 5 })
  // @ts-expect-error no number
  createContextClient({ refreshLeeway: '60s' })
  // @ts-expect-error no list
  createContextClient({ allowedOrigins: 'https://app.example.com' })
  // @ts-expect-error no token
  createContextClient({ getToken: () => 42 })
  // @ts-expect-error no boolean
  createContextClient({ isRejected: () => 'yes' })
  // @ts-expect-error its fetch stays that of the client
  createContextClient({ ky: { fetch: globalThis.fetch } })
  // @ts-expect-error null is no options
  createContextClient(null)
})

test('a token source is told why it is asked, and when to stop', () => {
  const source: TokenSource = ({ signal, reason }) => {
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
    expectTypeOf(reason).toEqualTypeOf<'initial' | 'stale' | 'expired' | 'rejected' | 'forced'>()
    return Promise.resolve('token')
  }
  expectTypeOf(createContextClient).toBeCallableWith({ getToken: source })
  expectTypeOf(() => 'token').toExtend<TokenSource>()
})

test('installContextFetch returns what undoes it', () => {
  expectTypeOf(installContextFetch(client)).toEqualTypeOf<() => void>()
  expectTypeOf(installContextFetch).parameter(1).toEqualTypeOf<InstallOptions | undefined>()
  installContextFetch(client, { xhr: false })
  // @ts-expect-error no such option
  installContextFetch(client, { websocket: true })
  // @ts-expect-error no client
  installContextFetch(client.tokens)
})

test('an error that is recognised has a code of five', () => {
  const error: unknown = undefined
  if (!isContextTokenError(error)) return
  expectTypeOf(error.code).toEqualTypeOf<
    'ap-unavailable' | 'timeout' | 'source-error' | 'malformed-token' | 'disposed'
  >()
  expectTypeOf(error).toExtend<Error>()
  // @ts-expect-error readonly
  error.code = 'timeout'
  // @ts-expect-error no such code
  error.code === 'offline'
})
