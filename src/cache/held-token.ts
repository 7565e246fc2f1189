import { decodeContextToken } from '../shared/claims.js'
import { type Moment, now, since } from '../shared/clock.js'
import type { ContextClaims } from '../shared/context-claims.js'
import type { RefreshReason } from '../source/types.js'
import { lifetimeOf } from './lifetime.js'

/**
 * The token in hand, and what time does to it: it is fresh, then stale, then no longer usable. Nothing needs
 * to happen for that, so these are questions, not states. What happens to it is that a backend rejects it:
 * then it is set aside, to serve again if no other can be had (T15), or dropped for good.
 */
export interface HeldToken {
  readonly token: string
  readonly identity: Pick<ContextClaims, 'iss' | 'sub'>
  /** Why the source was asked for it. */
  readonly reason: RefreshReason
  /** Number of the call that brought it: a late answer to an earlier one does not replace it (S5). */
  readonly call: number
  /** When it expires, in Unix milliseconds on the local clock. */
  readonly expiresAt: number
  /** Whether it serves, or why it does not. */
  standing: 'serving' | 'aside' | 'dropped'
  /** Whether anybody asked for it since it came (T8). */
  isAskedFor: boolean
  /** How long it has been here, in milliseconds. The questions below take it, so that one look at the clocks will do. */
  age(): number
  /** Whether it serves, and is early in its life. */
  isFresh(age?: number): boolean
  /** Whether it serves, and may be sent. */
  isUsable(age?: number): boolean
  /** Whether it should be refreshed. */
  isDue(age?: number): boolean
  /** How long until it should be refreshed, and until it may not be sent any more, in milliseconds. */
  untilRefresh(): number
  untilUnusable(): number
  /** Whether its refresh failed, and is to be tried again (T3). */
  readonly isRetried: boolean
  /** Puts the refresh off, since it has just failed. */
  postpone(pause: number): void
}

/** What is known of a token beside itself. Both durations are those of the cache's options. */
interface Arrival extends Pick<HeldToken, 'reason' | 'call'> {
  refreshLeeway: number
  expiryMargin: number
}

/** Takes a token that has just come. Throws `malformed-token` if it cannot be decoded. */
export function holdToken(token: string, arrival: Arrival): HeldToken {
  const { reason, call, refreshLeeway, expiryMargin } = arrival
  const arrived = now()
  const claims = decodeContextToken(token)
  const { life, freshFor, usableFor } = lifetimeOf(claims, arrived.wall, refreshLeeway, expiryMargin)
  /** The pause after a refresh that failed: a moment of its own, since a clock may be set meanwhile. */
  let pause: { begun: Moment; length: number } | undefined
  const pauseLeft = () => (pause ? pause.length - since(pause.begun) : 0)
  const held: HeldToken = {
    token,
    reason,
    call,
    identity: claims,
    expiresAt: arrived.wall + life,
    standing: 'serving',
    isAskedFor: false,
    get isRetried() {
      return pause !== undefined
    },
    age: () => since(arrived),
    isFresh: (age = since(arrived)) => held.standing === 'serving' && age < freshFor,
    isUsable: (age = since(arrived)) => held.standing === 'serving' && age < usableFor,
    isDue: (age = since(arrived)) => age >= freshFor && pauseLeft() <= 0,
    untilRefresh: () => Math.max(freshFor - since(arrived), pauseLeft()),
    untilUnusable: () => usableFor - since(arrived),
    postpone: length => {
      pause = { begun: now(), length }
    },
  }
  return held
}
