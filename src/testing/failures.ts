import type { Answer } from './forms.js'
import type { FakeAPFailure } from './types.js'

/** What answers are made from. */
export interface Issuer {
  /** A new token. */
  issue(): string
  /** A new token that has expired. */
  issueExpired(): string
  /** The token that was issued last. */
  last(): string | undefined
}

/** Failures that are answers: the other two are none. */
export const answers: Record<Exclude<FakeAPFailure, 'throw' | 'hang'>, (issuer: Issuer) => Answer<string>> = {
  reject: () => ({ reason: 'The fake AP rejects, as the test asked' }),
  'reject-undefined': () => ({}),
  undefined: () => ({ value: undefined }),
  malformed: () => ({ value: 'malformed' }),
  expired: issuer => ({ value: issuer.issueExpired() }),
  'same-token': issuer => ({ value: issuer.last() ?? issuer.issue() }),
}

export const failureNames: readonly FakeAPFailure[] = [
  ...(Object.keys(answers) as (keyof typeof answers)[]), // its own keys, no others
  'throw',
  'hang',
]

/** The failures that calls to come will take, in the order of their planning. */
export interface FailurePlan {
  add(mode: FakeAPFailure, times: number): void
  take(): FakeAPFailure | undefined
}

export function createPlan(): FailurePlan {
  const planned: { mode: FakeAPFailure; left: number }[] = []
  return {
    add: (mode, times) => void planned.push({ mode, left: times }),
    take: () => {
      const next = planned[0]
      if (!next) return undefined
      next.left -= 1
      if (next.left === 0) planned.shift()
      return next.mode
    },
  }
}
