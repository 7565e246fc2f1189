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
  const base = baseUrl === undefined ? undefined : checkBase(baseUrl)
  const allowed = new Set<string>()
  if (allowedOrigins !== undefined) {
    if (!Array.isArray(allowedOrigins)) throw new TypeError('allowedOrigins: expected an array of origins')
    for (const origin of allowedOrigins) allowed.add(checkOrigin(origin))
  } else {
    const page = pageOrigin()
    if (page) {
      if (isProtected(page)) allowed.add(page.origin)
      else warnOfPage(page)
    }
    if (base && base.origin !== page?.origin) {
      if (!isProtected(base)) throw unprotected('baseUrl', base.origin)
      allowed.add(base.origin)
    }
  }
  return {
    // A `blob:` URL has the origin of its page, and goes nowhere.
    allows: url => allowed.has(url.origin) && url.protocol !== 'blob:',
    base: () => base?.href ?? pageBase(),
    ownBase: base?.href,
  }
}

/** What the page resolves relative URLs against, where there is one. */
export const pageBase = (): string | undefined =>
  typeof document === 'undefined' ? undefined : document.baseURI

/** The page's own URL, which a `<base>` element does not change. */
function pageOrigin(): URL | undefined {
  const url = typeof location === 'undefined' ? undefined : parseUrl(location.href)
  return url && url.origin !== 'null' ? url : undefined
}

function checkBase(value: unknown): URL {
  const url = isText(value) ? parseUrl(String(value), pageBase()) : undefined
  if (!url || url.origin === 'null' || url.username || url.password) {
    throw new TypeError(
      'baseUrl: expected an http(s) URL without credentials; a relative one needs a page to resolve against',
    )
  }
  return url
}

function checkOrigin(value: unknown): string {
  const url = isText(value) ? parseUrl(String(value)) : undefined
  // Nothing but scheme, host and port. What may stand in a host and is no part of one: `*`.
  if (!url || !/^https?:\/\/[^/?#@*\\\s]+\/?$/i.test(String(value))) {
    throw new TypeError(
      `allowedOrigins: expected origins such as 'https://app.example.com', got ${show(value)}`,
    )
  }
  if (!isProtected(url)) throw unprotected('allowedOrigins', url.origin)
  return url.origin
}

/** `https:`, or a host that is this machine: nobody on the way can read the token. */
const isProtected = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' ||
  (protocol === 'http:' && /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname))

const unprotected = (name: string, origin: string): TypeError =>
  new TypeError(
    `${name}: ${origin} can never receive the token, which goes over https: (or to this machine) only`,
  )

const warnOfPage = ({ origin }: URL): void =>
  console.warn(
    `ap-context-fetch: requests to ${origin}, this page's own origin, go without the token, which goes over https: (or to this machine) only. Serve the page over https:.`,
  )

const isText = (value: unknown): value is string | URL => typeof value === 'string' || value instanceof URL

const show = (value: unknown): string => (isText(value) ? `'${value}'` : typeof value)
