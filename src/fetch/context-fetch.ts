import { emit } from '../cache/events.js'
import type { TokenCache } from '../cache/types.js'
import { parseUrl } from '../shared/url.js'
import { type FetchArguments, type FetchCall, readCall, targetOf } from './call.js'
import { type CheckedFetchOptions, checkFetchOptions } from './check-options.js'
import { circuitOf } from './circuit.js'
import type { ContextFetchOptions } from './types.js'

/**
 * A `fetch` that attaches the token of `tokens` to requests to allowed origins, and sends a request once
 * more if the backend refuses its token. All else is the platform's `fetch`.
 *
 * @throws `TypeError` if an option is of the wrong type, an allowed origin no origin, or one that could
 * never receive the token.
 */
export function createContextFetch(
  tokens: TokenCache,
  options?: ContextFetchOptions,
): typeof globalThis.fetch {
  return contextFetch(tokens, checkFetchOptions(options))
}

/** The same, with options that are checked already. */
export function contextFetch(
  tokens: TokenCache,
  { origins, authorization, isRejected, transport }: CheckedFetchOptions,
): typeof globalThis.fetch {
  const circuit = circuitOf(tokens)

  return async (...given: FetchArguments) => {
    const url = targetOf(given, origins.base())
    // A string that the platform would resolve against another base is sent as it was resolved.
    const args: FetchArguments =
      url && origins.ownBase && typeof given[0] === 'string' ? [url.href, given[1]] : given
    const call = url && origins.allows(url) ? readCall(url, args) : undefined
    if (!call) return transport(...args) // F2
    if (!call.takesToken) return transport(call.target, args[1] && call.init) // F4
    return sendWithToken(call)
  }

  async function sendWithToken(call: FetchCall): Promise<Response> {
    const { url, target, signal } = call
    if (signal?.aborted) {
      // As the platform does: wrong arguments come first, the body is used up, nothing is sent (F1, F10).
      discard(new Request(target, call.init), signal.reason)
      throw signal.reason
    }
    const waiting = tokens.get({ signal })
    // With a usable token the request leaves in this very tick, as the platform's would.
    const token = tokens.peek() ?? (await waiting)
    const spare = call.bodyOf?.clone() // F8
    const first = await send(call, target, token)
    if (!isRefusal(first)) {
      discard(spare)
      circuit.accepted(token)
      return first
    }

    const fresh = circuit.rejected(token) ? await replace(token, call) : undefined
    report(first, fresh !== undefined)
    if (fresh === undefined) {
      discard(spare)
      return first
    }
    discard(first) // F9
    // The transport may have kept what it was given.
    const init = { ...call.init, headers: new Headers(call.init.headers) }
    const second = await send({ ...call, init }, spare ?? target, fresh)
    if (!isRefusal(second)) circuit.accepted(fresh)
    else {
      circuit.rejected(fresh)
      report(second, false)
    }
    return second

    function isRefusal(response: Response): boolean {
      return isFrom(url, response) && isRejected(response)
    }
    function report({ status }: Response, retried: boolean): void {
      emit(tokens, 'rejected', { url: url.origin + url.pathname, status, retried })
    }
  }

  function send(call: FetchCall, target: FetchCall['target'], token: string): Promise<Response> {
    call.signal?.throwIfAborted() // F10
    call.init.headers.set('authorization', authorization(token))
    return transport(target, call.init)
  }

  /** Another token than the refused one, if there is one to be had (F5, F6, F11). */
  async function replace(refused: string, { signal, isReplayable }: FetchCall): Promise<string | undefined> {
    tokens.invalidate(refused)
    if (!isReplayable) return undefined // F8: the next request gets another token.
    try {
      const token = await tokens.get({ signal })
      if (token !== refused) return token
      circuit.open()
    } catch {
      signal?.throwIfAborted() // F10. Any other error the cache has told: `refresherror`.
    }
    return undefined
  }
}

/** F3: an answer from where a redirect led to another origin says nothing about the token. */
const isFrom = (url: URL, { redirected, url: answered }: Response): boolean =>
  !redirected || parseUrl(answered)?.origin === url.origin

/** Lets go of a body that nobody will read; one that is locked or broken is let go of already. */
const discard = (unread: Request | Response | undefined, reason?: unknown): void => {
  unread?.body?.cancel(reason).catch(() => {})
}
