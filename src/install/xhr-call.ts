import type { TokenCache } from '../cache/types.js'
import type { IsAllowed } from '../fetch/allowed-origins.js'
import { after } from '../shared/timer.js'
import { pageBase, parseUrl } from '../shared/url.js'
import { endXhr, type XhrEnding } from './xhr-events.js'

/** What is known of an `XMLHttpRequest` that takes a token, from `open()` to its answer. */
export interface XhrCall {
  /** What `open()` is called with: the URL that was checked, as the text that it was then (F1). */
  readonly args: unknown[]
  readonly url: URL
  readonly isAsync: boolean
  /** The token it was sent with. */
  token?: string
  /** While it waits for a token: ends the wait, and the request with it if told how. */
  stopWaiting?: ((ending?: XhrEnding) => void) | undefined
  /** Its answer was looked at. */
  isJudged?: boolean
  /** The caller's `timeout`, while what the wait has left of it stands in its place. */
  timeout?: number | undefined
}

/** What `open()` opens, if that may take a token: an allowed origin (F2), no credentials of its own (F4). */
export function callOf(args: unknown[], isAllowed: IsAllowed): XhrCall | undefined {
  const [method, input, isAsync, user, password] = args
  const href = `${input}`
  const url = parseUrl(href, pageBase())
  if (!url || !isAllowed(url) || url.username || url.password || (user ?? password) != null) {
    return undefined
  }
  return {
    args: [method, href, ...args.slice(2)],
    url,
    isAsync: args.length < 3 || Boolean(isAsync),
  }
}

/** Waits for a token within `xhr.timeout`, and lets the request leave with it. */
export function waitForToken(
  xhr: XMLHttpRequest,
  call: XhrCall,
  tokens: TokenCache,
  leave: (token: string) => void,
): void {
  const started = performance.now()
  const stop = (ending?: XhrEnding) => {
    call.stopWaiting = undefined
    stopTimer()
    if (ending) endXhr(xhr, ending)
  }
  const stopTimer = xhr.timeout ? after(xhr.timeout, () => stop('timeout')) : () => {}
  call.stopWaiting = stop
  tokens
    .get()
    .then(token => {
      if (!call.stopWaiting) return
      const { timeout } = xhr
      if (timeout) {
        call.timeout = timeout
        xhr.timeout = Math.max(1, timeout - (performance.now() - started))
      }
      leave(token)
      stop()
    })
    // As a network error would be; the cache has told why.
    .catch(() => call.stopWaiting?.('error'))
}

/** What is left of a timeout is not that of the next request. */
export function restoreTimeout(xhr: XMLHttpRequest, call: XhrCall | undefined): void {
  if (!call?.timeout) return
  xhr.timeout = call.timeout
  call.timeout = undefined
}
