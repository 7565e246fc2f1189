import type { ContextTokenError } from '../shared/errors.js'
import type { RefreshReason } from '../source/types.js'

/** `detail` of a `refresh` event: a new token is there. */
export interface RefreshDetail {
  /** Why the source was asked. */
  reason: RefreshReason
  /** How long the source took, in milliseconds by the monotonic clock. */
  durationMs: number
  /** When the token expires, in Unix milliseconds on the local clock. */
  expiresAt: number
}

/** `detail` of a `refresherror` event: the source was asked and failed. */
export interface RefreshErrorDetail {
  /** Why the source was asked. */
  reason: RefreshReason
  /** Why it failed. */
  error: ContextTokenError
  /** When it is asked again by itself, in milliseconds from now; absent if that is left to the next caller. */
  retryInMs?: number
}

/** `detail` of a `rejected` event: the backend rejected a token. */
export interface RejectedDetail {
  /** URL of the request, without query, fragment and credentials. */
  url: string
  /** HTTP status of the response that rejected it. */
  status: number
  /** Whether the request was sent again with another token. */
  retried: boolean
}

/** `detail` of an `identitychange` event: the token that came speaks for somebody else than the one before. */
export interface IdentityChangeDetail {
  /** The claims that differ; their values are in the token. */
  claims: ('iss' | 'sub')[]
}

/**
 * Why a request went without the token.
 *
 * - `source`: the token source made it, to get a token.
 * - `origin`: its origin is none of `allowedOrigins`.
 * - `authorization`: it has an `Authorization` header of its own.
 * - `no-cors`: its mode drops the header.
 * - `used`: it is a `Request` that was sent before; the platform refuses it.
 * - `option`: `takesToken` said no.
 * - `sync`: it is a synchronous `XMLHttpRequest`, which cannot wait, and there was no usable token.
 */
export type UntouchedReason = 'source' | 'origin' | 'authorization' | 'no-cors' | 'used' | 'option' | 'sync'

/** `detail` of an `untouched` event: a request went without the token. */
export interface UntouchedDetail {
  /** URL of the request, without query, fragment and credentials; of other schemes than `http(s)` the scheme. */
  url: string
  /** Why it did. */
  reason: UntouchedReason
}

/** The events of a {@link TokenCache} and of a {@link ContextClient}. */
export interface ContextTokenEventMap {
  /** A new token is there. */
  refresh: CustomEvent<RefreshDetail>
  /** The source was asked and failed. */
  refresherror: CustomEvent<RefreshErrorDetail>
  /** The backend rejected a token: one event for each response. */
  rejected: CustomEvent<RejectedDetail>
  /** A request went without the token. */
  untouched: CustomEvent<UntouchedDetail>
  /** The token that came speaks for somebody else; told before anybody gets it. */
  identitychange: CustomEvent<IdentityChangeDetail>
}

/** An `EventTarget` whose events are typed: `addEventListener('refresh', event => event.detail.expiresAt)`. */
export interface ContextTokenEventTarget extends EventTarget {
  addEventListener<K extends keyof ContextTokenEventMap>(
    type: K,
    listener: ((event: ContextTokenEventMap[K]) => unknown) | EventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void
  removeEventListener<K extends keyof ContextTokenEventMap>(
    type: K,
    listener: ((event: ContextTokenEventMap[K]) => unknown) | EventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void
}
