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

/** `detail` of a `refresherror` event: the source was asked in vain. */
export interface RefreshErrorDetail {
  /** Why the source was asked. */
  reason: RefreshReason
  /** Why it was in vain. */
  error: ContextTokenError
  /** When it is asked again by itself, in milliseconds from now; absent if that is left to the next caller. */
  retryInMs?: number
}

/** `detail` of a `rejected` event: the backend refused a token. */
export interface RejectedDetail {
  /** URL of the request, without query, fragment and credentials. */
  url: string
  /** HTTP status of the response that refused it. */
  status: number
  /** Whether the request was sent again with another token. */
  retried: boolean
}

/** The events of a {@link TokenCache} and of a {@link ContextClient}. */
export interface ContextTokenEventMap {
  /** A new token is there. */
  refresh: CustomEvent<RefreshDetail>
  /** The source was asked in vain. */
  refresherror: CustomEvent<RefreshErrorDetail>
  /** The backend refused a token: one event for each response. */
  rejected: CustomEvent<RejectedDetail>
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

/** Dispatches one of the events of {@link ContextTokenEventMap}. */
export function emit<K extends keyof ContextTokenEventMap>(
  target: EventTarget,
  type: K,
  detail: ContextTokenEventMap[K]['detail'],
): void {
  target.dispatchEvent(new CustomEvent(type, { detail }))
}
