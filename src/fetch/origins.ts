import { wrongType } from '../shared/options.js'
import { parseUrl } from '../shared/url.js'

/** Where a token may go, decided once: what remains per request is a look into a set (F2). */
export interface Origins {
  /** Whether a request to this URL may carry the token. */
  allows(url: URL): boolean
  /** What relative URLs resolve against. */
  base(): string | undefined
  /** The `baseUrl` option, where it is given. */
  ownBase: string | undefined
}

/**
 * Checks `baseUrl` and `allowedOrigins`.
 *
 * @throws `TypeError` naming the option and the value that is no origin or could never receive the token.
 */
export function createOrigins(
  baseUrl: string | URL | undefined,
  allowedOrigins: readonly (string | URL)[] | undefined,
): Origins {
  const ownBase = baseUrl === undefined ? undefined : checkBase(baseUrl)
  const allowed = new Set<string>()
  const allow = (name: string, origin: string) => {
    if (!isProtected(origin)) throw new TypeError(unprotected(name, origin))
    allowed.add(origin)
  }
  if (allowedOrigins !== undefined) {
    if (!Array.isArray(allowedOrigins)) throw wrongType('allowedOrigins', 'an array', allowedOrigins)
    for (const origin of allowedOrigins) allow('allowedOrigins', checkOrigin(origin))
  } else {
    const page = typeof location === 'undefined' ? undefined : new URL(location.href).origin
    if (ownBase && ownBase.origin !== page) allow('baseUrl', ownBase.origin)
    if (page && isProtected(page)) allowed.add(page)
    else if (page && page !== 'null') console.warn(unprotected("ap-context-fetch: the page's origin", page))
  }
  return {
    // `blob:` and `filesystem:` URLs have the origin of their page, and go nowhere.
    allows: url => allowed.has(url.origin) && isHttp(url),
    base: () => ownBase?.href ?? pageBase(),
    ownBase: ownBase?.href,
  }
}

/** What the page resolves relative URLs against, where there is one. */
export const pageBase = (): string | undefined =>
  typeof document === 'undefined' ? undefined : document.baseURI

function checkBase(value: unknown): URL {
  const url = isText(value) && parseUrl(`${value}`, pageBase())
  if (!url || !isHttp(url) || url.username || url.password) {
    throw new TypeError(
      'baseUrl: expected an http(s) URL without credentials; a relative one needs a page to resolve against',
    )
  }
  return url
}

function checkOrigin(value: unknown): string {
  // Nothing but scheme, host and port. What may stand in a host and is no part of one: `*`.
  const url = isText(value) && /^https?:\/\/[^/?#@*\\\s]+\/?$/i.test(`${value}`) && parseUrl(`${value}`)
  if (!url) {
    throw new TypeError(
      `allowedOrigins: expected origins such as 'https://app.example.com', got ${String(value)}`,
    )
  }
  return url.origin
}

const isHttp = ({ protocol }: URL): boolean => ['http:', 'https:'].includes(protocol)

/** `https:`, or a host that is this machine: nobody on the way can read the token. */
const isProtected = (origin: string): boolean =>
  /^https:|^http:\/\/((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin)

const unprotected = (name: string, origin: string): string =>
  `${name}: ${origin} can never receive the token, which goes over https: (or to this machine) only`

const isText = (value: unknown): value is string | URL => typeof value === 'string' || value instanceof URL
