import { checkToken } from '../shared/claims.js'
import { ContextTokenError, isContextTokenError, sourceError } from '../shared/errors.js'
import { longestDelay } from '../shared/options.js'
import type { RefreshReason, TokenSource } from '../source/types.js'
import { abortable } from './abortable.js'

/**
 * Asks the source once: a token, or an error no later than the timeout (S4, S5), which aborts the controller
 * with it. A token that comes after the abort goes to `onLate`.
 */
export async function acquire(
  source: TokenSource,
  reason: RefreshReason,
  timeout: number,
  controller: AbortController,
  onLate: (token: string) => void,
): Promise<string> {
  const { signal } = controller
  const timer = setTimeout(() => controller.abort(timedOut(timeout)), Math.min(timeout, longestDelay))
  try {
    const answer = Promise.resolve(source({ signal, reason }))
    answer
      .then(token => {
        if (signal.aborted) onLate(checkToken(token))
      })
      .catch(() => {}) // Whoever waits is told below; a late failure is of no use.
    return checkToken(await abortable(answer, signal))
  } catch (error) {
    // Whatever a source says when it is stopped, why it was is the better reason; unless it knows more.
    throw signal.aborted && !isContextTokenError(error)
      ? signal.reason
      : sourceError('The token source failed', error)
  } finally {
    clearTimeout(timer)
  }
}

const timedOut = (timeout: number): ContextTokenError =>
  new ContextTokenError(
    'timeout',
    `The token source did not answer within ${timeout} ms. Check the network, and that the page is in the product: not with a left-over window.name, nor (without hostFrameOffset) in a product page that is framed.`,
  )
