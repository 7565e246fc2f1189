import { decodeContextToken } from '../shared/claims.js'
import { ContextTokenError, sourceError } from '../shared/errors.js'
import { checkOptions, duration, option, wrongType } from '../shared/options.js'
import type { RefreshReason, TokenSource } from '../source/types.js'
import { abortable } from './abortable.js'
import { acquire } from './acquire.js'
import { backoff } from './backoff.js'
import { type Moment, now, since } from './clock.js'
import { emit } from './events.js'
import { type Lifetime, lifetimeOf } from './lifetime.js'
import { isVisible, onResume } from './page.js'
import { createTimer } from './timer.js'
import type { GetTokenOptions, TokenCache, TokenCacheOptions } from './types.js'

interface Entry extends Lifetime {
  token: string
  arrived: Moment
  /** How old it is when it is next refreshed ahead of time: when it is stale, or after a pause (T3). */
  refreshAt: number
  /** Number of the call that brought it: a late answer of an earlier one does not replace it (S5). */
  call: number
}

/** How many refused tokens are remembered: those that a slow answer may still bring (F5, S5). */
const refusedTokens = 16

/**
 * A cache for the one token of `source`: one call for all callers, ahead of time where it can.
 *
 * @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range.
 */
export function createTokenCache(source: TokenSource, options?: TokenCacheOptions): TokenCache {
  if (typeof source !== 'function') throw wrongType('source', 'a function', source)
  const given = checkOptions(options)
  const refreshLeeway = duration(given, 'refreshLeeway', 60_000)
  const expiryMargin = duration(given, 'expiryMargin', 5000)
  const tokenTimeout = duration(given, 'tokenTimeout', 8000)
  const autoRefresh = option(given, 'autoRefresh', true)
  const prefetch = option(given, 'prefetch', false)

  const target = new EventTarget()
  const refused = new Set<string>()
  /** Whoever waits in `get()`: any token that comes will do, also a late one of an earlier call (T3, S5). */
  const waiting = new Set<(token: string) => void>()
  let entry: Entry | undefined
  let flight: { token: Promise<string>; controller: AbortController } | undefined
  let calls = 0
  let failures = 0
  let wasRejected = false
  let isAskedFor = false
  const disposal = new AbortController()

  /** How long the token stays so, in milliseconds; zero or less if it is not, or there is none. */
  const left = (until: 'freshFor' | 'usableFor' | 'refreshAt'): number =>
    entry ? entry[until] - since(entry.arrived) : 0
  const isUsable = (): boolean => left('usableFor') > 0
  const reason = (): RefreshReason =>
    entry ? (isUsable() ? 'stale' : 'expired') : wasRejected ? 'rejected' : 'initial'

  const timer = createTimer(() => {
    if (left('refreshAt') > 0)
      schedule() // It fired early.
    else if (!flight && isVisible() && (failures ? isUsable() : isAskedFor)) start(reason()) // T3, T8
  })
  const schedule = () => {
    if (autoRefresh && entry) timer.set(left('refreshAt'))
  }
  if (autoRefresh) {
    onResume(() => {
      if (left('freshFor') > 0) schedule()
      else if (entry && !flight) start(reason()) // T9
    }, disposal.signal)
  }

  const keep = (token: string, call: number) => {
    const arrived = now()
    const lifetime = lifetimeOf(decodeContextToken(token), arrived.wall, refreshLeeway, expiryMargin)
    entry = { token, arrived, call, ...lifetime, refreshAt: lifetime.freshFor }
    refused.delete(token)
    failures = 0
    wasRejected = isAskedFor = false
    for (const resolve of waiting) resolve(token)
    waiting.clear()
    schedule()
    return arrived.wall + entry.life
  }

  /** Asks the source, and once more if it brings a token that the backend has refused meanwhile (F5). */
  const ask = async (reason: RefreshReason, controller: AbortController): Promise<string> => {
    const call = ++calls
    const asked = performance.now()
    const announce = (expiresAt: number) =>
      emit(target, 'refresh', { reason, durationMs: performance.now() - asked, expiresAt })
    try {
      const token = await acquire(source, reason, tokenTimeout, controller, late => {
        const isOutdated = entry !== undefined && entry.call > call
        if (!disposal.signal.aborted && !isOutdated && !refused.has(late)) announce(keep(late, call)) // S5
      })
      controller.signal.throwIfAborted()
      if (reason === 'rejected' || !refused.has(token)) {
        const expiresAt = keep(token, call)
        flight = undefined
        announce(expiresAt)
        return token
      }
    } catch (error) {
      throw fail(reason, sourceError('The token source failed', error))
    }
    return ask('rejected', controller)
  }

  const fail = (reason: RefreshReason, error: ContextTokenError): ContextTokenError => {
    flight = undefined
    waiting.clear()
    let retry = {}
    if (entry && isUsable() && left('freshFor') <= 0) {
      const pause = backoff(++failures)
      entry.refreshAt = since(entry.arrived) + pause
      // Once the token is not usable any more, the next caller asks (T4).
      if (autoRefresh && pause < left('usableFor')) retry = { retryInMs: pause }
      schedule()
    }
    emit(target, 'refresherror', { reason, error, ...retry })
    return error
  }

  const start = (reason: RefreshReason): Promise<string> => {
    const controller = new AbortController()
    let answer: (token: Promise<string>) => void = () => {}
    const token = new Promise<string>(resolve => {
      answer = resolve
    })
    token.catch(() => {}) // Whoever waits gets the error; if nobody does, the event has told.
    flight = { token, controller }
    answer(ask(reason, controller)) // T1: after the flight is there, the source may call the cache.
    return token
  }

  /** Why this caller gets no token, whether there is one or not (T5, T11). */
  const refusal = (signal: GetTokenOptions['signal']): Promise<never> | undefined => {
    const ended = [disposal.signal, signal].find(signal => signal?.aborted)
    return ended ? Promise.reject(ended.reason) : undefined
  }

  const cache = {
    get: ({ signal }: GetTokenOptions = {}) => {
      const refusing = refusal(signal)
      if (refusing) return refusing
      isAskedFor = true
      if (entry && isUsable()) {
        const { token } = entry
        if (!flight && left('refreshAt') <= 0) start('stale') // T3
        return Promise.resolve(token)
      }
      const token = flight?.token ?? start(reason())
      const first = new Promise<string>((resolve, reject) => {
        token.then(resolve, reject)
        waiting.add(resolve)
      })
      return abortable(first, signal)
    },
    peek: () => (entry && isUsable() ? entry.token : undefined),
    refresh: ({ signal }: GetTokenOptions = {}) =>
      refusal(signal) ?? abortable(flight?.token ?? start('forced'), signal),
    invalidate: (rejected: string) => {
      refused.add(rejected)
      for (const oldest of refused) if (refused.size > refusedTokens) refused.delete(oldest)
      if (entry?.token !== rejected) return
      entry = undefined
      wasRejected = true
      timer.clear()
    },
    dispose: () => {
      disposal.abort(disposed())
      entry = undefined
      timer.clear()
      flight?.controller.abort(disposal.signal.reason)
    },
  }

  Object.defineProperty(target, 'expiresAt', { get: () => entry && entry.arrived.wall + entry.life })
  if (prefetch && typeof document !== 'undefined') start('initial')
  // `expiresAt` is defined above, and the event types are those that `emit` dispatches.
  return Object.assign(target, cache) as TokenCache
}

const disposed = (): ContextTokenError =>
  new ContextTokenError('disposed', 'The client was disposed. Check what still uses it after dispose().')
