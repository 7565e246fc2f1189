import { internalsOf } from '../cache/internals.js'
import type { TokenCache } from '../cache/types.js'
import { isSameIdentity } from '../shared/claims.js'
import { wrongType } from '../shared/options.js'
import { reasonOf } from '../shared/promises.js'
import { urlOfRequest } from '../shared/request.js'
import { parseUrl } from '../shared/url.js'
import { isObject, named } from '../shared/values.js'
import { discard } from './discard.js'
import { type FetchArguments, type FetchCall, readCall } from './fetch-call.js'
import { createGate } from './gate.js'
import { checkFetchOptions, type FetchSettings } from './options.js'
import { createRejections, type SentRequest } from './rejections.js'
import type { ContextFetchOptions, Fetch } from './types.js'

/**
 * A `fetch` that attaches the token of `tokens` to requests to allowed origins, and sends a request once
 * more if the backend rejects its token. Otherwise it is the platform's `fetch`.
 *
 * @throws `TypeError` if `tokens` is no token cache, an option of the wrong type, an allowed origin no origin, or one
 * that could never receive the token.
 */
export function createContextFetch(tokens: TokenCache, options?: ContextFetchOptions): Fetch {
  if (typeof tokens?.peek !== 'function') throw wrongType('tokens', 'a token cache', tokens)
  return contextFetch(tokens, checkFetchOptions(options))
}

/** The same, with options that are checked already. */
export function contextFetch(tokens: TokenCache, settings: FetchSettings): Fetch {
  const { isAllowed, authorization, transport, traffic } = settings
  const { take, setAside, replace } = internalsOf(tokens)
  const gate = createGate(tokens, settings)
  const rejections = createRejections(tokens, settings.isRejected)

  const send = (args: FetchArguments): Promise<Response> => {
    traffic.own++
    try {
      // With no argument at all the transport throws as the platform does.
      return transport(...(args as Parameters<Fetch>))
    } finally {
      traffic.own--
    }
  }

  const fetch = async (...given: FetchArguments): Promise<Response> => {
    const target = readTarget(given, settings)
    if (!target) return send(given)
    const { url, args } = target
    if (isAllowed(url)) {
      const call = readCall(url, args)
      return gate.admits(call) ? sendWithToken(call) : send(call.untouched())
    }
    gate.turnAway(url, () => args[1]?.signal)
    return send(args)
  }

  const sendWithToken = async (call: FetchCall): Promise<Response> => {
    const { url, signal } = call
    if (signal?.aborted) return leave(call, reasonOf(signal))
    const taken = take(signal)
    // With a usable token the request leaves in this very tick, as the platform's would.
    const token = typeof taken === 'string' ? taken : await taken.catch(error => leave(call, error))
    if (signal?.aborted) return leave(call, reasonOf(signal)) // F10: it left while it waited.
    const sent: SentRequest = { url, token }
    const first = await send(call.first(authorization(token)))
    const isRejected = judge(first, sent, call)
    if (isRejected === false || !(await isRejected)) {
      call.release()
      return first
    }

    const fresh = await otherToken(call, sent)
    const isRetried = fresh !== undefined && !signal?.aborted
    rejections.tell(sent, first.status, isRetried)
    if (!isRetried) {
      call.release()
      if (!signal?.aborted) return first
      discard(first)
      throw reasonOf(signal) // F10: it left during the refresh.
    }
    discard(first) // F9: nobody gets it.
    const sentAgain: SentRequest = { url, token: fresh }
    const second = await send(call.second(authorization(fresh)))
    if (await judge(second, sentAgain, call)) {
      rejections.mayReplace(sentAgain)
      rejections.tell(sentAgain, second.status, false)
    }
    return second
  }

  /** Whether an answer rejects its token. Where `isRejected` fails, nobody gets the answer (F15). */
  const judge = (response: Response, sent: SentRequest, call: FetchCall): boolean | Promise<boolean> => {
    const fail = (error: unknown): never => {
      discard(response)
      call.release()
      throw error
    }
    try {
      const verdict = rejections.judge(response, sent)
      return typeof verdict === 'boolean' ? verdict : verdict.catch(fail)
    } catch (error) {
      return fail(error)
    }
  }

  /** Another token than the rejected one, if this request may have one (F5, F6, F11). */
  const otherToken = async ({ signal, isReplayable }: FetchCall, sent: SentRequest) => {
    if (!rejections.mayReplace(sent)) return undefined
    if (!isReplayable) {
      setAside(sent.token) // F8: the next request gets another one.
      return undefined
    }
    try {
      const fresh = await replace(sent.token, signal)
      if (fresh === sent.token) rejections.stayRejected(sent)
      else if (isSameIdentity(sent.token, fresh)) return fresh
    } catch {
      // The cache has told why: `refresherror`. Or the caller has left.
    }
    return undefined
  }

  return named(fetch, 'fetch', 1)
}

/** Sends nothing and releases the body. What the platform finds wrong with the arguments comes first. */
function leave(call: FetchCall, error: unknown): never {
  call.abandon(error)
  throw error
}

/** The platform's error, with what to check added. */
function relative(text: string): TypeError {
  const message = `Failed to parse URL from ${text}: it is relative, and there is no page to resolve it against. Check the option baseUrl.`
  try {
    new URL(text)
  } catch (cause) {
    return new TypeError(message, { cause })
  }
  return new TypeError(message)
}

/**
 * Where a call goes, and the arguments that take it there. Nothing if they are wrong: the platform's own error
 * says that best.
 */
function readTarget(
  given: FetchArguments,
  { base, ownBase }: FetchSettings,
): { url: URL; args: FetchArguments } | undefined {
  const [input, init] = given
  if (input === undefined || (init != null && !isObject(init))) return undefined
  const requested = urlOfRequest(input)
  const text = requested ?? `${input}`
  const url = parseUrl(text, base())
  if (!url) {
    if (base() === undefined && parseUrl(text, 'https://localhost')) throw relative(text)
    return undefined
  }
  // A string that the platform would resolve against another base is sent as it was resolved, and so is an object
  // that may be another string when it is asked again.
  const isAsGiven = requested !== undefined || input instanceof URL || (typeof input === 'string' && !ownBase)
  return { url, args: isAsGiven ? given : [url.href, init] }
}
