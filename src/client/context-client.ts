import ky, { type BeforeRequestHook } from 'ky'
import { emit } from '../cache/events.js'
import { createTokenCache } from '../cache/token-cache.js'
import { checkFetchOptions } from '../fetch/check-options.js'
import { contextFetch } from '../fetch/context-fetch.js'
import { rememberBody } from '../fetch/known-bodies.js'
import { decodeContextToken } from '../shared/claims.js'
import { checkOptions, option } from '../shared/options.js'
import { apTokenSource } from '../source/ap-source.js'
import { authorizeUrl } from './authorize-url.js'
import { setInternals } from './internals.js'
import type { ContextClient, ContextClientOptions } from './types.js'

/**
 * Everything in one: asks for tokens, keeps them, sends requests with them.
 *
 * @example
 * ```ts
 * const client = createContextClient()
 * const notes = await client.http('api/notes').json()
 * ```
 * @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range, an allowed origin
 * no origin, or one that could never receive the token. Nothing is left behind then.
 */
export function createContextClient(options?: ContextClientOptions): ContextClient {
  const given = checkOptions(options)
  const kyOptions = checkOptions(given.ky, 'ky')
  const prefetch = option(given, 'prefetch', true)
  const checked = checkFetchOptions(given)
  const source = option(given, 'getToken', apTokenSource(given))

  const tokens = createTokenCache(source, { ...given, prefetch })
  const fetch = contextFetch(tokens, checked)
  const target = new EventTarget()
  for (const type of ['refresh', 'refresherror', 'rejected'] as const) {
    tokens.addEventListener(type, ({ detail }) => emit(target, type, detail))
  }
  const getToken: ContextClient['getToken'] = options => tokens.get(options)
  const { baseUrl: _, ...rest } = kyOptions as typeof kyOptions & { baseUrl?: string } // whoever is not typed
  const { ownBase } = checked.origins
  // ky copies each body for its own retries: with this, one more copy for F8 is needless.
  const beforeRequest: BeforeRequestHook[] = [
    ({ request, options }) => rememberBody(request, (options as RequestInit).body), // of ky, untyped there
  ]

  const client = Object.assign(target, {
    fetch,
    http: ky
      .create({ hooks: { beforeRequest } })
      .extend({ ...rest, ...(ownBase && { baseUrl: ownBase }), fetch }),
    tokens,
    getToken,
    getClaims: async (options?: Parameters<typeof getToken>[0]) =>
      decodeContextToken(await getToken(options)),
    authorizeUrl: authorizeUrl(tokens, checked.origins),
    dispose: tokens.dispose,
  })
  setInternals(client, { tokens, checked, installed: new Map() })
  if (Symbol.dispose) Object.defineProperty(client, Symbol.dispose, { value: tokens.dispose })
  return client as ContextClient // The events are those of the cache.
}
