import type { KyInstance, Options as KyOptions } from 'ky'
import type { ContextTokenEventTarget } from '../cache/events.js'
import type { GetTokenOptions, TokenCache, TokenCacheOptions } from '../cache/types.js'
import type { ContextFetchOptions, Fetch } from '../fetch/types.js'
import type { ContextClaims } from '../shared/context-claims.js'
import type { Disposing } from '../shared/disposable.js'
import type { TokenSource } from '../source/types.js'

/** Options of {@link createContextClient}. All durations are in milliseconds. */
export interface ContextClientOptions extends Omit<TokenCacheOptions, 'prefetch'>, ContextFetchOptions {
  /**
   * Where tokens come from.
   * @default apTokenSource()
   */
  getToken?: TokenSource | undefined
  /**
   * Ask for the first token at creation, where there is a document: the token is there when the first
   * request needs it.
   * @default true
   */
  prefetch?: boolean | undefined
  /**
   * Options of {@link ContextClient.http}, as ky documents them. Its `fetch` and its base URL stay ours.
   * @default {}
   * @see https://github.com/sindresorhus/ky#options
   */
  ky?: Omit<KyOptions, 'fetch' | 'baseUrl'> | undefined
}

/** Options of {@link ContextClient.authorizeUrl}. */
export interface AuthorizeUrlOptions extends GetTokenOptions {
  /**
   * Name of the query parameter. One of that name that is there already is replaced.
   * @default 'jwt'
   */
  parameter?: string | undefined
}

/**
 * Keeps an app authenticated: a token cache, a `fetch` and a ky that use it.
 *
 * Events: {@link ContextTokenEventMap}.
 */
export interface ContextClient extends ContextTokenEventTarget, Disposing {
  /** The platform's `fetch`, with the context token where it belongs. May be detached from the client. */
  readonly fetch: Fetch
  /** ky on top of {@link ContextClient.fetch}: `client.http.post('notes', { json }).json()`. */
  readonly http: KyInstance
  /** The cache that both use. */
  readonly tokens: TokenCache
  /**
   * A usable token.
   * @throws {@link ContextTokenError} if none can be had; `signal.reason` if aborted.
   */
  getToken(options?: GetTokenOptions): Promise<string>
  /**
   * What a usable token says, **not verified**: good for showing, never for deciding.
   * @throws {@link ContextTokenError} if none can be had; `signal.reason` if aborted.
   */
  getClaims(options?: GetTokenOptions): Promise<ContextClaims>
  /**
   * A URL with the token as a query parameter, for what cannot carry a header: a download link, an
   * `EventSource`, a `WebSocket`, `window.open`.
   *
   * A token in a URL is seen by more than the server: it stays in access logs and in the browser's history,
   * and goes out in `Referer`. Ask for the URL when it is needed, use it at once, and let the backend answer
   * with `Referrer-Policy: no-referrer`. Do without it where you can: fetch the file with
   * {@link ContextClient.fetch} and offer `URL.createObjectURL(await response.blob())`.
   *
   * @throws `RangeError` if the URL's origin may not receive the token, `TypeError` if it is no URL,
   * {@link ContextTokenError} if no token can be had; `signal.reason` if aborted.
   */
  authorizeUrl(url: string | URL, options?: AuthorizeUrlOptions): Promise<URL>
  /**
   * Clears timers and listeners. Callers that wait, and later ones, get `disposed`. Also
   * `[Symbol.dispose]`, where the engine has it, so that `using client = createContextClient()` works.
   */
  dispose(): void
}
