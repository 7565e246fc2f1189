import { ContextTokenError, isContextTokenError, type SourceWords, sourceError } from '../shared/errors.js'
import { after } from '../shared/timer.js'
import { checkToken } from '../shared/token.js'
import type { RefreshReason, TokenSource } from '../source/types.js'

/** One call of a token source. */
export interface SourceCall {
  reason: RefreshReason
  /** How long it may take, in milliseconds. */
  timeout: number
  /** Aborted at the timeout, with the error as its reason; or by somebody else, who ends the call. */
  controller: AbortController
  /** What errors say of the source. */
  words: SourceWords | undefined
  /** A search for tokens in the text of an error (T10). */
  createQuoteSearch: () => (text: string) => boolean
  /** Gets a token that comes after the call has ended (S5). */
  onLate: (token: string) => void
}

const ownWords: SourceWords = {
  name: 'The token source',
  advice: 'Check that it returns a JWT as a string, or a promise of one.',
  ifSilent:
    'Check the network, and that it does not wait for a request that waits for its token: the requests it makes need the signal it was called with.',
}

/**
 * Asks the source once: a token, or an error no later than the timeout (S4, S5: every source fails alike).
 *
 * The timeout comes in two tasks. The first aborts the signal, and whoever heeds it has until the second to say
 * why there is no token, also after an `await` or two (S6).
 */
export async function askSource(source: TokenSource, call: SourceCall): Promise<string> {
  const { reason, timeout, controller, words = ownWords, createQuoteSearch, onLate } = call
  const { signal } = controller
  const timedOut = new ContextTokenError(
    'timeout',
    `${words.name} did not answer within ${timeout} ms. ${words.ifSilent}`,
  )
  const cleanUp: (() => void)[] = []
  const isOver = new Promise<never>((_, giveUp) => {
    const onAbort = () => {
      if (signal.reason !== timedOut) giveUp(signal.reason)
    }
    signal.addEventListener('abort', onAbort)
    cleanUp.push(
      () => signal.removeEventListener('abort', onAbort),
      after(timeout, () => controller.abort(timedOut)),
      after(timeout, () => giveUp(timedOut)),
    )
  })
  try {
    const answer = Promise.resolve(source({ signal, reason }))
    answer
      .then(token => {
        if (signal.aborted) onLate(checkToken(token, words))
      })
      .catch(() => {}) // Whoever waits is told below; a failure that comes late is of no use.
    return checkToken(await Promise.race([answer, isOver]), words)
  } catch (error) {
    // Whatever a source says when it is stopped, the reason for that is the better one, unless it knows more.
    const isTheBetter = signal.aborted && (error === signal.reason || !isContextTokenError(error))
    throw isTheBetter ? signal.reason : sourceError(error, words, createQuoteSearch())
  } finally {
    for (const undo of cleanUp) undo()
  }
}
