import { ContextTokenError } from '../shared/errors.js'
import { type Signal, settle, type Waiter, waitIn } from '../shared/promises.js'
import { outsideZones } from '../shared/timer.js'
import { type RefreshReason, type TokenSource, wordsOf } from '../source/types.js'
import { askSource } from './ask-source.js'
import type { TokenMemory } from './token-memory.js'

/** How a call of the source brought a token. */
export interface Arrival {
  /** Why the source was asked. */
  reason: RefreshReason
  /** Number of the call: a late answer to an earlier one replaces nothing (S5). */
  call: number
  /** When it was asked, by the monotonic clock. */
  asked: number
}

/** The calls of the source: one refresh at a time (T1). */
export interface Refreshes {
  isUnderWay(): boolean
  /** How many calls there were. */
  count(): number
  /** Starts a refresh. There must be none under way. */
  start(reason: RefreshReason): void
  /** Waits for the refresh under way, or for one that starts now. */
  join(reason: RefreshReason, signal: Signal): Promise<string>
  /** Whether the source makes a request with this signal, or just now (S7). */
  isSourceCall(signal?: Signal): boolean
  /** Ends everything. Returns why the refresh under way was started, if there is one. */
  dispose(error: ContextTokenError): RefreshReason | undefined
}

/** What becomes of the calls. */
export interface RefreshOutcomes {
  /** A token has come. Returns whether it serves: a listener may have given it up (T11). */
  take(token: string, arrival: Arrival): boolean
  /** A token has come after its call had failed. */
  takeLate(token: string, arrival: Arrival): void
  /** The refresh has failed, and is not under way any more. */
  fail(reason: RefreshReason, error: ContextTokenError): void
}

interface Refresh {
  reason: RefreshReason
  controller: AbortController
  /** Whoever waits for what this refresh brings, and not for just any token. */
  joined: Set<Waiter>
  /** Whether it is there because the first brought a token that does not serve. */
  isSecond: boolean
}

export function createRefreshes(
  source: TokenSource,
  timeout: number,
  memory: TokenMemory,
  { take, takeLate, fail }: RefreshOutcomes,
): Refreshes {
  const signals = new WeakSet<AbortSignal>()
  let calls = 0
  let isSourceRunning = false
  let current: Refresh | undefined
  let ending: ContextTokenError | undefined

  const ask: TokenSource = request => {
    isSourceRunning = true
    try {
      return source(request)
    } finally {
      isSourceRunning = false
    }
  }

  /** Asks the source. Nothing comes of a token that was rejected meanwhile, or that a listener gives up. */
  const bring = async (own: Refresh): Promise<string | undefined> => {
    const { reason, controller } = own
    const arrival = { reason, call: ++calls, asked: performance.now() }
    const token = await askSource(ask, {
      reason,
      timeout,
      controller,
      words: wordsOf.get(source),
      createQuoteSearch: memory.createQuoteSearch,
      onLate: late => takeLate(late, arrival),
    })
    if (ending) return undefined
    // F6: a source that was asked because of the rejection, and brings the rejected token, has nothing else.
    const hasNothingElse = reason === 'rejected' && memory.wasRejectedBefore(arrival.call, token)
    if (memory.isRejected(token) && !hasNothingElse) return undefined
    current = undefined // A listener that calls refresh() gets a call of its own.
    return take(token, arrival) ? token : undefined
  }

  const run = async (own: Refresh): Promise<void> => {
    try {
      const token = await bring(own)
      if (ending) end(own, ending)
      else if (token === undefined) askOnceMore(own)
      else settle(own.joined, waiter => waiter.resolve(token))
    } catch (error) {
      end(own, ending ?? error)
      if (!ending) fail(own.reason, error as ContextTokenError) // `bring` throws nothing else.
    }
  }
  const launch = (own: Refresh) => {
    outsideZones(() => run(own))
  }

  /** F5: whoever waited goes on waiting, for a refresh that a listener has started or for another one. */
  const askOnceMore = (own: Refresh) => {
    if (own.isSecond) throw givenUp()
    const next = current === own ? undefined : current
    for (const waiter of own.joined) next?.joined.add(waiter)
    if (!next) launch(prepare('rejected', { joined: own.joined, isSecond: true }))
  }

  const end = (own: Refresh, error: unknown) => {
    if (current === own) current = undefined
    settle(own.joined, waiter => waiter.reject(error))
  }

  /** Whoever waits for a refresh has to be there before its launch: the source may end it while it is called. */
  const prepare = (reason: RefreshReason, more: Partial<Refresh> = {}): Refresh => {
    const controller = new AbortController()
    signals.add(controller.signal)
    current = { reason, controller, joined: new Set(), isSecond: false, ...more }
    return current
  }

  return {
    isUnderWay: () => current !== undefined,
    count: () => calls,
    start: reason => launch(prepare(reason)),
    join: (reason, signal) => {
      if (current) return waitIn(current.joined, signal)
      const own = prepare(reason)
      const brought = waitIn(own.joined, signal)
      launch(own)
      return brought
    },
    isSourceCall: signal => isSourceRunning || (signal != null && signals.has(signal)),
    dispose: error => {
      ending = error
      const own = current
      if (!own) return undefined
      end(own, error)
      own.controller.abort(error)
      return own.reason
    },
  }
}

const givenUp = (): ContextTokenError =>
  new ContextTokenError(
    'source-error',
    'The token was rejected as soon as it came. Check what calls invalidate(), and that the token source does not return a token that was rejected.',
  )
