import { option, readOptions } from '../shared/options.js'
import { pageBase } from '../shared/url.js'
import { checkBaseUrl, createAllowedOrigins, type IsAllowed } from './allowed-origins.js'
import type { ContextFetchOptions, Fetch, RequestSummary } from './types.js'

/** The options of a context fetch, checked. */
export interface FetchSettings {
  isAllowed: IsAllowed
  /** What relative URLs resolve against. */
  base: () => string | undefined
  /** The `baseUrl` option, where it is given. */
  ownBase: string | undefined
  /** The value of the `Authorization` header. */
  authorization: (token: string) => string
  isRejected: (response: Response) => boolean | Promise<boolean>
  /** Absent if every request takes the token. */
  takesToken: ((request: RequestSummary) => boolean) | undefined
  transport: Fetch
  /** How many calls of the transport are on the stack: a request that they make has been here already (U2). */
  traffic: { own: number }
}

/** Checks the options of a context fetch, with no effect but a warning. */
export function checkFetchOptions(options?: ContextFetchOptions): FetchSettings {
  const given = readOptions(options)
  const scheme = option(given, 'scheme', 'JWT')
  if (!/^[\w!#$%&'*+.^`|~-]*$/.test(scheme)) {
    throw new TypeError("scheme: expected one word such as 'JWT', or ''")
  }
  const baseUrl = checkBaseUrl(given.baseUrl)
  const ownBase = baseUrl?.href
  return {
    isAllowed: createAllowedOrigins(baseUrl, given.allowedOrigins),
    base: () => ownBase ?? pageBase(),
    ownBase,
    authorization: createAuthorization(scheme),
    isRejected: option(given, 'isRejected', ({ status }) => status === 401),
    takesToken: given.takesToken === undefined ? undefined : option(given, 'takesToken', () => true),
    // All arguments are passed on as they came: without any, it must throw as the platform's does.
    transport: option(given, 'fetch', (...args) => globalThis.fetch(...args)),
    traffic: { own: 0 },
  }
}

/** The header's value, built once for each token. */
function createAuthorization(scheme: string): FetchSettings['authorization'] {
  let last = ''
  let value = ''
  return token => {
    if (token !== last) {
      last = token
      value = scheme ? `${scheme} ${token}` : token
    }
    return value
  }
}
