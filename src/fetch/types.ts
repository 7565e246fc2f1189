/** Options of {@link createContextFetch}. */
export interface ContextFetchOptions {
  /**
   * Resolves relative URLs. A relative one resolves against the page.
   * @default `document.baseURI` at each call
   */
  baseUrl?: string | URL | undefined
  /**
   * The only origins that ever receive the token: `https:`, or `http:` on this machine. Case and a trailing
   * slash do not matter. Given, they replace the default.
   * @default the page's origin, and that of `baseUrl`
   */
  allowedOrigins?: readonly (string | URL)[] | undefined
  /**
   * What stands before the token in the `Authorization` header; `''` sends the bare token.
   * @default 'JWT'
   */
  scheme?: string | undefined
  /**
   * Which responses mean that the token was refused. It may not read the body (a clone's it may).
   * @default response => response.status === 401
   */
  isRejected?: ((response: Response) => boolean) | undefined
  /**
   * What sends the requests.
   * @default `globalThis.fetch`, looked up at each call
   */
  fetch?: typeof globalThis.fetch | undefined
}
