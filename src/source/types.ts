import type { SourceWords } from '../shared/errors.js'

/**
 * Why the token source is asked.
 *
 * - `initial`: there was no token yet.
 * - `stale`: the token is about to expire, and is refreshed ahead of time.
 * - `expired`: the token is not usable any more.
 * - `rejected`: the backend rejected the token. A source with a cache of its own should skip it.
 * - `forced`: `refresh()` was called.
 */
export type RefreshReason = 'initial' | 'stale' | 'expired' | 'rejected' | 'forced'

/** What a {@link TokenSource} is told. */
export interface TokenRequest {
  /** Aborts at `tokenTimeout` and at `dispose()`. */
  signal: AbortSignal
  /** Why a token is needed. */
  reason: RefreshReason
}

/**
 * Returns a context token, or a promise of one. The AP bridge is the default, not the only one: anything
 * that hands out JWTs can be a source.
 *
 * @example
 * ```ts
 * const source: TokenSource = ({ signal }) => fetch('/token', { signal }).then(response => response.text())
 * ```
 */
export type TokenSource = (request: TokenRequest) => string | Promise<string>

/** What errors say of a source of this package. A source of the app's own has no entry (S4). */
export const wordsOf: WeakMap<TokenSource, SourceWords> = new WeakMap()
