import { wrongType } from '../shared/options.js'
import { isHttp, isProtected, pageBase, pageOrigin, parseUrl } from '../shared/url.js'

/** Whether a request to this URL may carry the token. */
export type IsAllowed = (url: URL) => boolean

/**
 * Decides once where a token may go, so that each request costs no more than a look into a set (F2).
 *
 * @throws `TypeError` naming the option and the value that is no origin or could never receive the token.
 */
export function createAllowedOrigins(
  baseUrl: URL | undefined,
  allowedOrigins: readonly (string | URL)[] | undefined,
): IsAllowed {
  const allowed = new Set(allowedOrigins === undefined ? defaults(baseUrl) : checkOrigins(allowedOrigins))
  return url => allowed.has(url.origin) && isHttp(url)
}

function defaults(baseUrl: URL | undefined): string[] {
  const origins: string[] = []
  const page = pageOrigin()
  if (page !== undefined && page !== 'null') {
    if (isProtected(page)) origins.push(page)
    else console.warn(unprotected("ap-context-fetch: the page's origin", page))
  }
  if (baseUrl && baseUrl.origin !== page) origins.push(checkProtected('baseUrl', baseUrl.origin))
  return origins
}

function checkOrigins(origins: readonly unknown[]): string[] {
  if (!Array.isArray(origins)) throw wrongType('allowedOrigins', 'an array', origins)
  return origins.map(origin => checkProtected('allowedOrigins', checkOrigin(origin)))
}

function checkOrigin(value: unknown): string {
  // Nothing but scheme, host and port. A URL may have a star in its host, but no real host has one.
  const url = isText(value) && /^https?:\/\/[^/?#@*\\\s]+\/?$/i.test(`${value}`) && parseUrl(`${value}`)
  if (!url) {
    throw new TypeError(
      `allowedOrigins: expected origins such as 'https://app.example.com', got ${String(value)}`,
    )
  }
  return url.origin
}

function checkProtected(name: string, origin: string): string {
  if (!isProtected(origin)) throw new TypeError(unprotected(name, origin))
  return origin
}

const unprotected = (name: string, origin: string): string =>
  `${name}: ${origin} can never receive the token, which goes over https: (or to this machine) only`

/** The `baseUrl` option as a URL; a relative one resolves against the page. */
export function checkBaseUrl(value: unknown): URL | undefined {
  if (value === undefined) return undefined
  const url = isText(value) && parseUrl(`${value}`, pageBase())
  if (!url || !isHttp(url) || url.username || url.password) {
    throw new TypeError(
      'baseUrl: expected an http(s) URL without credentials; a relative one needs a page to resolve against',
    )
  }
  return url
}

const isText = (value: unknown): value is string | URL => typeof value === 'string' || value instanceof URL
