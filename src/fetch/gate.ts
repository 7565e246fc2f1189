import { isHeard, tell } from '../cache/event-target.js'
import type { UntouchedReason } from '../cache/events.js'
import { internalsOf } from '../cache/internals.js'
import type { TokenCache } from '../cache/types.js'
import { wrongType } from '../shared/options.js'
import type { Signal } from '../shared/promises.js'
import { withoutQuery } from '../shared/url.js'
import type { FetchSettings } from './options.js'

/** What decides whether a request to an allowed origin takes the token. */
export interface GateQuestion {
  readonly url: URL
  readonly method: string
  /** Absent for an `XMLHttpRequest`. */
  readonly signal?: Signal
  /** Why it cannot take the token, whatever the options say. */
  readonly obstacle: UntouchedReason | 'invalid' | undefined
}

/**
 * Decides which requests take the token, for `fetch` and `XMLHttpRequest` alike; `untouched` announces the others
 * (F16).
 */
export interface Gate {
  /** Whether the request takes the token. Ask it once per request, since it asks `takesToken` (F14). */
  admits(request: GateQuestion): boolean
  /** Announces that a request to another origin goes without the token. */
  turnAway(url: URL, signal: () => Signal): void
  /** Announces that a request goes without the token. */
  tell(url: URL, reason: UntouchedReason): void
}

export function createGate(tokens: TokenCache, { takesToken }: FetchSettings): Gate {
  const { isSourceCall } = internalsOf(tokens)

  const isWanted = (request: GateQuestion): boolean => {
    if (!takesToken) return true
    const { url, method } = request
    const answer: unknown = takesToken({ url: new URL(url), method })
    if (typeof answer !== 'boolean')
      throw wrongType('takesToken', 'a function that returns a boolean', answer)
    return answer
  }
  const tellUntouched = (url: URL, reason: UntouchedReason) => {
    if (isHeard(tokens, 'untouched')) tell(tokens, 'untouched', { url: withoutQuery(url), reason })
  }

  return {
    admits: request => {
      const { url, signal, obstacle } = request
      const reason = isSourceCall(signal)
        ? 'source'
        : (obstacle ?? (isWanted(request) ? undefined : 'option'))
      if (reason === undefined) return true
      if (reason !== 'invalid') tellUntouched(url, reason)
      return false
    },
    turnAway: (url, signal) => {
      if (isHeard(tokens, 'untouched')) tellUntouched(url, isSourceCall(signal()) ? 'source' : 'origin')
    },
    tell: tellUntouched,
  }
}
