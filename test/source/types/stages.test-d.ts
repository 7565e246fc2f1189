import { expectTypeOf, test } from 'vitest'
import {
  apTokenSource,
  ContextTokenError,
  createContextFetch,
  createTokenCache,
  type Fetch,
  type TokenCache,
  type TokenSource,
} from '../../../src/index.js'

declare const cache: TokenCache

test('each stage takes the one before it', () => {
  expectTypeOf(apTokenSource({ tokenTimeout: 5 })).toEqualTypeOf<TokenSource>()
  expectTypeOf(createTokenCache(apTokenSource())).toEqualTypeOf<TokenCache>()
  expectTypeOf(createContextFetch(cache)).toEqualTypeOf<Fetch>()
  // @ts-expect-error a source is a function
  createTokenCache('token')
  // @ts-expect-error a cache is no source
  createTokenCache(cache)
  // @ts-expect-error a source is no cache
  createContextFetch(apTokenSource())
  // @ts-expect-error no such option
  apTokenSource({ timeout: 5 })
  // @ts-expect-error an option of the fetch
  createTokenCache(apTokenSource(), { allowedOrigins: [] })
})

test('a cache gives tokens at once or later', () => {
  expectTypeOf(cache.get()).toEqualTypeOf<Promise<string>>()
  expectTypeOf(cache.peek()).toEqualTypeOf<string | undefined>()
  expectTypeOf(cache.refresh({ signal: null })).toEqualTypeOf<Promise<string>>()
  expectTypeOf(cache.invalidate).toEqualTypeOf<(rejected: string) => void>()
  expectTypeOf(cache.expiresAt).toEqualTypeOf<number | undefined>()
  // @ts-expect-error readonly
  cache.expiresAt = 5
  // @ts-expect-error which one?
  cache.invalidate()
  // @ts-expect-error a signal stands in an object
  cache.get(new AbortController().signal)
})

test('an error can be made by a custom source', () => {
  expectTypeOf(new ContextTokenError('source-error', 'no', { cause: 'offline' })).toExtend<Error>()
  // @ts-expect-error no such code
  new ContextTokenError('offline', 'no')
})
