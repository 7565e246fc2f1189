import type { TokenCache } from '../cache/types.js'
import type { FetchSettings } from '../fetch/options.js'
import { option, readOptions } from '../shared/options.js'
import type { ContextClient } from './types.js'

/** Puts a token of `tokens` into URLs of allowed origins (U1). */
export function authorizeUrl(
  tokens: TokenCache,
  { isAllowed, base }: FetchSettings,
): ContextClient['authorizeUrl'] {
  return async (url, options) => {
    const given = readOptions(options)
    const parameter = option(given, 'parameter', 'jwt')
    const authorized = new URL(url, base())
    // A socket goes to the same server as a request would.
    const asRequest = new URL(authorized.href.replace(/^ws/, 'http'))
    if (!isAllowed(asRequest)) {
      throw new RangeError(
        `authorizeUrl: ${authorized.origin} may not receive the token. Check allowedOrigins, and that the URL is https: (or wss:).`,
      )
    }
    const token = await tokens.get({ signal: given.signal })
    authorized.searchParams.set(parameter, token)
    return authorized
  }
}
