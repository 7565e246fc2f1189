/** The platform's `fetch` as it is used here: a wrapper needs no member that some platforms put on it. */
export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>

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
   * Which responses mean that the token was rejected: a boolean, or a promise of one where a clone's body has to
   * be read. The body of the response itself is the caller's. What it throws rejects the call.
   * @default response => response.status === 401
   */
  isRejected?: ((response: Response) => boolean | Promise<boolean>) | undefined
  /**
   * Which requests to allowed origins take the token. It is asked once for each, before anything is sent; what it
   * throws rejects the call.
   * @default () => true
   */
  takesToken?: ((request: RequestSummary) => boolean) | undefined
  /**
   * What sends the requests.
   * @default `globalThis.fetch`, looked up at each call
   */
  fetch?: Fetch | undefined
}

/** What `takesToken` is told of a request. */
export interface RequestSummary {
  /** Where it goes, absolute. A copy, which may be kept and changed. */
  url: URL
  /** In capitals where the platform sends it so. */
  method: string
}
