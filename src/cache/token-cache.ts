import { differingClaims } from '../shared/claims.js'
import { type ContextTokenError, disposedError } from '../shared/errors.js'
import { wrongType } from '../shared/options.js'
import { refusalOf, type Signal } from '../shared/promises.js'
import type { RefreshReason, TokenSource } from '../source/types.js'
import { createCallers } from './callers.js'
import { createEventTarget, tell } from './event-target.js'
import { createFailures } from './failures.js'
import { type HeldToken, holdToken } from './held-token.js'
import { setInternals } from './internals.js'
import { checkCacheOptions } from './options.js'
import { createRefreshAhead, never } from './refresh-ahead.js'
import { type Arrival, createRefreshes } from './refreshes.js'
import { createTokenMemory } from './token-memory.js'
import type { GetTokenOptions, TokenCache, TokenCacheOptions } from './types.js'

/**
 * Caches the one token of `source`: one call serves all callers, ahead of time where possible.
 *
 * @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range.
 */
export function createTokenCache(source: TokenSource, options?: TokenCacheOptions): TokenCache {
  if (typeof source !== 'function') throw wrongType('source', 'a function', source)
  const { refreshLeeway, expiryMargin, tokenTimeout, autoRefresh, prefetch } = checkCacheOptions(options)

  const target = createEventTarget()
  const memory = createTokenMemory()
  const failures = createFailures()
  const callers = createCallers()
  let held: HeldToken | undefined
  let disposal: ContextTokenError | undefined
  /** Listeners are told of a token that nobody has got yet. */
  let isTelling = false

  const whyAsk = (): RefreshReason => {
    if (!held) return 'initial'
    if (held.standing !== 'serving') return 'rejected'
    return held.isUsable() ? 'stale' : 'expired'
  }

  const schedule = () => {
    if (held?.isUsable()) ahead.schedule(held.untilRefresh())
  }
  /** T3, T8: a refresh that failed is tried again while the token serves; else it takes somebody who asked. */
  const onTime = () => {
    if (held?.standing !== 'serving' || refreshes.isUnderWay()) return
    if (held.untilRefresh() > 0)
      schedule() // The timer fired early.
    else if (held.isRetried ? held.isUsable() : held.isAskedFor) refreshes.start(whyAsk())
  }
  const onResume = () => {
    failures.endPause()
    if (held?.isFresh()) schedule()
    else if (held?.standing === 'serving' && !refreshes.isUnderWay()) refreshes.start(whyAsk())
  }
  const ahead = autoRefresh ? createRefreshAhead({ onTime, onResume }) : never

  /** Takes a token and tells about it. A listener may give it up, or dispose of everything (T11). */
  const take = (token: string, { reason, call, asked }: Arrival): boolean => {
    const before = held?.identity
    const own = holdToken(token, { reason, call, refreshLeeway, expiryMargin })
    held = own
    memory.hold(token)
    failures.reset()
    const claims = before ? differingClaims(before, own.identity) : []
    const durationMs = performance.now() - asked
    isTelling = true
    if (claims.length > 0) tell(target, 'identitychange', { claims })
    if (held === own) tell(target, 'refresh', { reason, durationMs, expiresAt: own.expiresAt })
    isTelling = false
    serve()
    return held === own && own.standing === 'serving'
  }
  /** S5: a late answer is still taken, unless one of a later call is there, or it was rejected meanwhile. */
  const takeLate = (token: string, arrival: Arrival) => {
    const isOutdated = held !== undefined && held.call > arrival.call
    if (!disposal && !isOutdated && !memory.isRejected(token)) take(token, arrival)
  }
  const fail = (reason: RefreshReason, error: ContextTokenError) => {
    failures.add(error)
    reinstate()
    let retry = {}
    if (held?.isUsable() && !held.isFresh()) {
      const retryInMs = failures.untilRetry()
      held.postpone(retryInMs)
      // Once the token is no longer usable, the next caller asks (T4).
      if (autoRefresh && retryInMs < held.untilUnusable()) retry = { retryInMs }
    }
    serve()
    callers.reject(error)
    tell(target, 'refresherror', { reason, error, ...retry })
  }
  const refreshes = createRefreshes(source, tokenTimeout, memory, { take, takeLate, fail })

  /** Gives the token to everybody who waits in `get()`, if there is a usable one. */
  const serve = () => {
    schedule()
    if (held?.isUsable()) callers.resolve(held.token)
  }
  /** T15: no other token can be had, so the rejected one serves again. */
  const reinstate = () => {
    if (held?.standing !== 'aside' || held.untilUnusable() <= 0) return
    held.standing = 'serving'
    memory.forgive(held.token)
    schedule()
  }
  const giveUp = (rejected: string, standing: 'aside' | 'dropped') => {
    memory.reject(rejected, refreshes.count())
    if (!held || held.token !== rejected || held.standing === 'dropped') return
    held.standing = standing
    ahead.pause()
  }

  /** Why a caller gets no token, whether there is one or not (T5, T11). */
  const whyNot = (signal: Signal): Promise<never> | undefined =>
    disposal ? Promise.reject(disposal) : refusalOf(signal)
  /** A usable token, at once if there is one. */
  const provide = (signal: Signal): string | Promise<string> => {
    const no = whyNot(signal)
    if (no) return no
    const age = held?.age()
    if (age === undefined || !held?.isUsable(age)) return wait(signal)
    held.isAskedFor = true
    if (!held.isDue(age) || refreshes.isUnderWay()) return held.token
    refreshes.start('stale') // T3: it runs beside the request.
    return provide(signal) // T11: the source may have given the token up while it was called.
  }
  /** The failure after which the source is left alone (T12): no other token can be had, either (T15). */
  const failureOfPause = () => {
    const error = refreshes.isUnderWay() ? undefined : failures.current()
    if (error) reinstate()
    return error
  }
  const wait = (signal: Signal): string | Promise<string> => {
    const error = failureOfPause()
    if (held?.isUsable()) return held.token
    const token = callers.wait(signal)
    if (error) callers.rejectSoon(error, () => !refreshes.isUnderWay())
    else if (!refreshes.isUnderWay()) refreshes.start(whyAsk())
    return token
  }

  const setAside = (rejected: string) => {
    if (held?.token !== rejected || held.standing === 'serving') giveUp(rejected, 'aside')
  }
  const replace = async (rejected: string, signal: Signal): Promise<string> => {
    const no = whyNot(signal)
    if (no) return no
    setAside(rejected)
    if (held?.isUsable()) return held.token
    const error = failureOfPause()
    if (error) throw error
    try {
      return await refreshes.join(whyAsk(), signal)
    } catch (error) {
      // An earlier call may have brought another token meanwhile (S5).
      if (held?.isUsable() && held.token !== rejected) return held.token
      throw error
    }
  }

  const cache = {
    get: async (options?: GetTokenOptions) => provide(options?.signal),
    peek: () => (held?.isUsable() ? held.token : undefined),
    refresh: async (options?: GetTokenOptions) => {
      const no = whyNot(options?.signal)
      if (no) return no
      failures.endPause()
      return refreshes.join('forced', options?.signal)
    },
    // T15: what is invalidated during a call stays away, whatever comes of the call.
    invalidate: (rejected: string) =>
      giveUp(rejected, isTelling || refreshes.isUnderWay() ? 'dropped' : 'aside'),
    dispose: () => {
      if (disposal) return
      disposal = disposedError()
      const error = disposal
      held = undefined
      ahead.dispose()
      const reason = refreshes.dispose(error)
      callers.dispose(error)
      if (reason) tell(target, 'refresherror', { reason, error })
    },
  }

  Object.defineProperty(target, 'expiresAt', { get: () => (held?.isUsable() ? held.expiresAt : undefined) })
  // `expiresAt` is defined above, and the event types are those that `tell` dispatches.
  const tokens = Object.assign(target, cache) as TokenCache
  setInternals(tokens, {
    take: provide,
    setAside,
    replace,
    isReplacement: token => held?.token === token && held.reason === 'rejected',
    isSourceCall: refreshes.isSourceCall,
    disposal: () => disposal,
  })
  if (prefetch && typeof document !== 'undefined') refreshes.start('initial')
  return tokens
}
