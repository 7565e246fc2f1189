import { type Moment, now, since } from '../shared/clock.js'
import type { ContextTokenError } from '../shared/errors.js'

const firstPause = 1000

/** After so many failures in a row callers are not a reason to ask again (T12). */
const mostFailures = 5

/** The longest pauses before the source is asked again: ahead of time (T3), and for a caller who waits (T12). */
const longestRetry = 30_000
const longestRest = 10_000

/** The failures of a source since its last token, and the pauses that they cause. */
export interface Failures {
  /** The last one, while callers get it instead of a call of the source. */
  current(): ContextTokenError | undefined
  /** Counts a failure. */
  add(error: ContextTokenError): void
  /** The source is asked for a reason that outweighs the pause. */
  endPause(): void
  /** A token has come. */
  reset(): void
  /** How long to wait before a stale token is refreshed again. */
  untilRetry(): number
}

export function createFailures(): Failures {
  let inARow = 0
  let pause: { begun: Moment; length: number; error: ContextTokenError } | undefined
  return {
    current: () => (pause && since(pause.begun) < pause.length ? pause.error : undefined),
    add: error => {
      inARow++
      const beyond = inARow - mostFailures
      if (beyond >= 0) pause = { begun: now(), length: backoff(beyond, longestRest), error }
    },
    endPause: () => {
      pause = undefined
    },
    reset: () => {
      inARow = 0
      pause = undefined
    },
    untilRetry: () => backoff(inARow - 1, longestRetry),
  }
}

/**
 * 1 s doubling to the longest. Jitter takes up to half of it away, so that frames that failed together do not
 * come back together.
 */
const backoff = (doublings: number, longest: number): number =>
  Math.min(firstPause * 2 ** doublings, longest) * (1 - Math.random() / 2)
