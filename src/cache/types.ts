import type { ContextTokenEventTarget } from './events.js'

/** Options of {@link createTokenCache}. All durations are in milliseconds. */
export interface TokenCacheOptions {
  /**
   * When a token becomes stale before its expiry: it is still sent, and refreshed meanwhile. At most 20 %
   * of the time that the token has left on arrival.
   * @default 60000
   */
  refreshLeeway?: number | undefined
  /**
   * When a token stops being usable before its expiry. At most 5 % of the time that the token has left on
   * arrival.
   * @default 5000
   */
  expiryMargin?: number | undefined
  /**
   * How long one call of the token source may take.
   * @default 8000
   */
  tokenTimeout?: number | undefined
  /**
   * Refresh ahead of time, and when the page is shown or online again; `false`: on demand only.
   * @default true
   */
  autoRefresh?: boolean | undefined
  /**
   * Ask for the first token at creation, where there is a document.
   * @default false
   */
  prefetch?: boolean | undefined
}

/** What a caller that waits for a token may say. */
export interface GetTokenOptions {
  /** Rejects this caller with `signal.reason`; the refresh goes on for the others. */
  signal?: AbortSignal | null | undefined
}

/**
 * Keeps one token: asks the source when it must, once for all callers, and ahead of time where it can.
 *
 * Events: {@link ContextTokenEventMap}.
 */
export interface TokenCache extends ContextTokenEventTarget {
  /**
   * A usable token, at once if there is one.
   * @throws {@link ContextTokenError} if no token can be had; `signal.reason` if aborted.
   */
  get(options?: GetTokenOptions): Promise<string>
  /** The token if there is a usable one now. Never asks the source. */
  peek(): string | undefined
  /**
   * A token that the source gives now; joins a refresh that is in flight.
   * @throws {@link ContextTokenError} if no token can be had; `signal.reason` if aborted.
   */
  refresh(options?: GetTokenOptions): Promise<string>
  /** Tells that the backend rejected a token. It is dropped if it is still the cached one. */
  invalidate(rejected: string): void
  /** When the token expires, in Unix milliseconds on the local clock; `undefined` without a token. */
  readonly expiresAt: number | undefined
  /** Clears timers and listeners. Callers that wait, and later ones, get `disposed`. */
  dispose(): void
}
