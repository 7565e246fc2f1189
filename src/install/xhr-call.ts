import type { TokenCache } from '../cache/types.js'
import { endXhr, type XhrEnding } from './xhr-events.js'

/** What is known of an `XMLHttpRequest` that takes a token, from `open()` to its answer. */
export interface XhrCall {
  readonly url: URL
  readonly isAsync: boolean
  /** The token it was sent with. */
  token?: string
  /** While it waits for a token: ends the wait, and the request with it if told how. */
  stopWaiting?: ((ending?: XhrEnding) => void) | undefined
  /** It ended without having been sent. */
  isOver?: boolean
}

/** Waits for a token within `xhr.timeout`, and lets the request leave with it. */
export function waitForToken(
  xhr: XMLHttpRequest,
  call: XhrCall,
  tokens: TokenCache,
  hasBody: boolean,
  leave: (token: string) => void,
): void {
  const started = performance.now()
  const controller = new AbortController()
  const timer = xhr.timeout > 0 ? setTimeout(() => call.stopWaiting?.('timeout'), xhr.timeout) : undefined
  const stop = (ending?: XhrEnding) => {
    call.stopWaiting = undefined
    clearTimeout(timer)
    controller.abort()
    if (!ending) return
    call.isOver = true
    endXhr(xhr, ending, hasBody)
  }
  call.stopWaiting = stop
  tokens.get({ signal: controller.signal }).then(
    token => {
      if (call.stopWaiting !== stop) return
      stop()
      // The time that the wait took is gone from the whole.
      if (timer) xhr.timeout = Math.max(1, xhr.timeout - (performance.now() - started))
      leave(token)
    },
    () => call.stopWaiting?.('error'), // As a network error would be; the cache has told why.
  )
}
