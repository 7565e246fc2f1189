import { checkToken } from '../shared/claims.js'
import { ContextTokenError, isContextTokenError, sourceError } from '../shared/errors.js'
import { longestDelay } from '../shared/options.js'
import type { RefreshReason, TokenSource } from '../source/types.js'

/**
 * Asks the source once: a token, or an error no later than the timeout (S4, S5), which aborts the controller
 * with it. A token that comes after the abort goes to `onLate`.
 */
export function acquire(
  source: TokenSource,
  reason: RefreshReason,
  timeout: number,
  controller: AbortController,
  onLate: (token: string) => void,
): Promise<string> {
  const { signal } = controller
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => controller.abort(timedOut(timeout)), Math.min(timeout, longestDelay))
    const settle = <T>(finish: (value: T) => void, value: T) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      finish(value)
    }
    // A tick later, and registered after the source's own listener: the source may know better what is wrong.
    const onAbort = () => queueMicrotask(() => settle(reject, signal.reason))

    try {
      Promise.resolve(source({ signal, reason })).then(
        answer => {
          try {
            const token = checkToken(answer)
            settle(signal.aborted ? onLate : resolve, token)
          } catch (error) {
            settle(reject, error)
          }
        },
        error => settle(reject, signal.aborted && !isContextTokenError(error) ? signal.reason : error),
      )
      if (signal.aborted)
        onAbort() // The source disposed its cache.
      else signal.addEventListener('abort', onAbort)
    } catch (error) {
      settle(reject, sourceError('The token source failed', error))
    }
  })
}

const timedOut = (timeout: number): ContextTokenError =>
  new ContextTokenError(
    'timeout',
    `The token source did not answer within ${timeout} ms. Check the network, and that the page is really inside the product: a left-over window.name looks like it, and a product page that is framed itself needs hostFrameOffset: 1.`,
  )
