import { createEventTarget, follow } from '../cache/event-target.js'
import { internalsOf } from '../cache/internals.js'
import { createTokenCache } from '../cache/token-cache.js'
import { contextFetch } from '../fetch/context-fetch.js'
import { createGate } from '../fetch/gate.js'
import { checkFetchOptions } from '../fetch/options.js'
import { createRejections } from '../fetch/rejections.js'
import { decodeContextToken } from '../shared/claims.js'
import { option, readOptions } from '../shared/options.js'
import { pageBase } from '../shared/url.js'
import { apTokenSource } from '../source/ap-source.js'
import { authorizeUrl } from './authorize-url.js'
import { createHttp } from './http.js'
import { setInstallable } from './installable.js'
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
  const given = readOptions(options)
  const kyOptions = readOptions(given.ky, 'ky')
  const prefetch = option(given, 'prefetch', true)
  const settings = checkFetchOptions(given)
  const source = option(given, 'getToken', apTokenSource(given))

  const tokens = createTokenCache(source, { ...given, prefetch })
  const fetch = contextFetch(tokens, settings)
  const target = createEventTarget()
  follow(tokens, target)
  const getToken: ContextClient['getToken'] = options => tokens.get(options)

  const client = Object.assign(target, {
    fetch,
    http: createHttp(fetch, tokens, settings, kyOptions),
    tokens,
    getToken,
    getClaims: async (options?: Parameters<typeof getToken>[0]) =>
      decodeContextToken(await getToken(options)),
    authorizeUrl: authorizeUrl(tokens, settings),
    dispose: tokens.dispose,
  })
  setInstallable(client, {
    tokens,
    settings,
    gate: createGate(tokens, settings),
    rejections: createRejections(tokens, settings.isRejected),
    internals: internalsOf(tokens),
    createPageFetch: transport =>
      contextFetch(tokens, { ...settings, base: pageBase, ownBase: undefined, transport }),
    installed: new Map(),
  })
  if (Symbol.dispose) Object.defineProperty(client, Symbol.dispose, { value: tokens.dispose })
  return client as ContextClient // The events are those of the cache.
}
