/** The parsed URL, or nothing if it is invalid. */
export function parseUrl(url: string, base?: string | URL): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}

/** What the page resolves relative URLs against, where there is a page. */
export const pageBase = (): string | undefined => globalThis.document?.baseURI

/**
 * The page's origin, where there is a page. A `srcdoc` or `about:blank` frame has its parent's, which its
 * URL does not tell; that of a sandboxed frame is `'null'`.
 */
export const pageOrigin = (): string | undefined =>
  typeof location === 'undefined' ? undefined : (globalThis.origin ?? new URL(location.href).origin)

/** `blob:` and `filesystem:` URLs have the origin of their page, and go nowhere. */
export const isHttp = ({ href }: URL): boolean => /^https?:/.test(href)

/** `https:`, or a host that is this machine: nobody on the way can read the token. */
export const isProtected = (origin: string): boolean =>
  /^https:|^http:\/\/((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(origin)

/** A URL for events and messages: without query, fragment and credentials. */
export const withoutQuery = (url: URL): string => (isHttp(url) ? url.origin + url.pathname : url.protocol)

/**
 * A URL that a proof may be sent to: of the page's own origin, or one where nobody on the way can read it. A
 * relative URL resolves against the page.
 *
 * @throws `TypeError` naming the option.
 */
export function checkSecureUrl(name: string, value: unknown): URL {
  const url = typeof value === 'string' || value instanceof URL ? parseUrl(`${value}`, pageBase()) : undefined
  const isSecure = url && isHttp(url) && !url.username && !url.password
  if (isSecure && (url.origin === pageOrigin() || isProtected(url.origin))) return url
  throw new TypeError(
    `${name}: expected a URL of the page's own origin, or one that goes over https: (or to this machine); a relative one needs a page to resolve against`,
  )
}
