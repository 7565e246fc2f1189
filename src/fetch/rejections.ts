import { tell } from '../cache/event-target.js'
import { internalsOf } from '../cache/internals.js'
import type { TokenCache } from '../cache/types.js'
import { type Moment, now, since } from '../shared/clock.js'
import { wrongType } from '../shared/options.js'
import { parseUrl, withoutQuery } from '../shared/url.js'
import { isObject, remember } from '../shared/values.js'

/** How long a rejection goes to the caller with no refresh, once a refresh did not help; in milliseconds. */
const pauseLength = 10_000

/** How much is remembered: tokens that late answers may concern, and routes that reject. */
const rememberedTokens = 16
const rememberedRoutes = 256

/** A request that carried a token. */
export interface SentRequest {
  url: URL
  token: string
}

/** What the answers to requests say about the tokens that these carried. */
export interface Rejections {
  /** Whether an answer rejects the token. A promise only where `isRejected` returns one (F15). */
  judge(response: Response, sent: SentRequest): boolean | Promise<boolean>
  /** Counts a rejection. Returns whether another token may help (F7). */
  mayReplace(sent: SentRequest): boolean
  /** The source has nothing but the rejected token (F6). */
  stayRejected(sent: SentRequest): void
  /** Dispatches the event `rejected`, once for each answer that rejects. */
  tell(sent: SentRequest, status: number, retried: boolean): void
}

export function createRejections(
  tokens: TokenCache,
  isRejected: (response: Response) => boolean | Promise<boolean>,
): Rejections {
  const record = recordOf(tokens)

  const conclude = (verdict: unknown, response: Response, sent: SentRequest): boolean => {
    if (typeof verdict !== 'boolean') {
      throw wrongType('isRejected', 'a function that returns a boolean, or a promise of one', verdict)
    }
    if (verdict) return isFrom(sent.url, response)
    // On the happy path there is nothing new to note, and reading `url` costs time.
    if (response.status < 500 && record.isNews(sent) && isFrom(sent.url, response)) record.accept(sent)
    return false
  }

  return {
    judge: (response, sent) => {
      const verdict: unknown = isRejected(response)
      return isThenable(verdict)
        ? Promise.resolve(verdict).then(settled => conclude(settled, response, sent))
        : conclude(verdict, response, sent)
    },
    mayReplace: record.reject,
    stayRejected: record.stayRejected,
    tell: ({ url }, status, retried) => tell(tokens, 'rejected', { url: withoutQuery(url), status, retried }),
  }
}

/** F3: an answer from another origin says nothing about the token, however the request got there. */
const isFrom = (url: URL, { url: answered, redirected }: Response): boolean =>
  answered ? parseUrl(answered)?.origin === url.origin : !redirected

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  isObject(value) && 'then' in value && typeof value.then === 'function'

/** Where a token was accepted: by one route, or by more. */
type Acceptance = string | typeof byMany
const byMany = Symbol('by many routes')

/** For whom nothing is refreshed for a while. */
interface Pausable {
  paused: Moment | undefined
}

/** What one URL (origin and path) has said since it last accepted a token. */
interface Route extends Pausable {
  rejected: string
}

interface Verdicts extends Pick<Rejections, 'stayRejected'> {
  /** Whether it would change anything to know that this request was accepted. */
  isNews(sent: SentRequest): boolean
  accept(sent: SentRequest): void
  reject(sent: SentRequest): boolean
}

const records = new WeakMap<TokenCache, Verdicts>()

/** One for all senders of a cache's tokens. */
function recordOf(tokens: TokenCache): Verdicts {
  const record = records.get(tokens) ?? createVerdicts(internalsOf(tokens).isReplacement)
  records.set(tokens, record)
  return record
}

function createVerdicts(isReplacement: (token: string) => boolean): Verdicts {
  const accepted = new Map<string, Acceptance>()
  const routes = new Map<string, Route>()
  const everywhere: Pausable = { paused: undefined }
  /** The replacement that began the pause. It begins no other when that is over: only a newer one would tell more. */
  let unhelpful: string | undefined

  const isPaused = ({ paused }: Pausable): boolean => paused !== undefined && since(paused) < pauseLength
  const isAcceptedElsewhere = (token: string, key: string): boolean => {
    const by = accepted.get(token)
    return by !== undefined && by !== key
  }

  return {
    isNews: ({ url, token }) => {
      const by = accepted.get(token)
      return routes.size > 0 || by === undefined || (by !== byMany && by !== withoutQuery(url))
    },
    accept: ({ url, token }) => {
      const key = withoutQuery(url)
      routes.delete(key)
      remember(accepted, rememberedTokens, token, isAcceptedElsewhere(token, key) ? byMany : key)
    },
    reject: ({ url, token }) => {
      const key = withoutQuery(url)
      const before = routes.get(key)
      const isSecond = before !== undefined && before.rejected !== token
      const route: Route = { rejected: token, paused: before?.paused }
      remember(routes, rememberedRoutes, key, route)
      if (isPaused(everywhere) || isPaused(route)) return false
      if (isSecond) route.paused = now()
      if (isReplacement(token) && !accepted.has(token) && token !== unhelpful) {
        unhelpful = token
        everywhere.paused = now()
      }
      return true
    },
    // Where others accept the token, its route alone pauses; where nobody does, everything.
    stayRejected: ({ url, token }) => {
      const key = withoutQuery(url)
      const concerned = isAcceptedElsewhere(token, key) ? routes.get(key) : everywhere
      if (concerned) concerned.paused = now()
    },
  }
}
