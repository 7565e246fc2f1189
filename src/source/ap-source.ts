import { checkToken } from '../shared/claims.js'
import { ContextTokenError, isContextTokenError, sourceError } from '../shared/errors.js'
import { checkOptions, duration, longestDelay } from '../shared/options.js'
import { askBridge, type BridgeContext } from './ask-bridge.js'
import type { TokenSource } from './types.js'

/** Options of {@link apTokenSource}. */
export interface ApTokenSourceOptions {
  /**
   * How long to wait for `AP.context.getToken` to be there, in milliseconds.
   * @default 8000
   */
  tokenTimeout?: number | undefined
}

const pollInterval = 20

/**
 * The token source of Connect apps: `AP.context.getToken` of Atlassian's `all.js`.
 *
 * `AP` is looked up at each call, so `all.js` may load before or after this package.
 *
 * @throws {@link ContextTokenError} (as a rejection) `ap-unavailable` if there is no bridge within
 * `tokenTimeout`, `source-error` if the bridge fails, `malformed-token` if it returns no JWT.
 * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
 */
export function apTokenSource(options?: ApTokenSourceOptions): TokenSource {
  const timeout = duration(checkOptions(options), 'tokenTimeout', 8000)
  return ({ signal }) =>
    new Promise((resolve, reject) => {
      let poll: ReturnType<typeof setTimeout> | undefined
      let isOver = false
      const look = () => {
        clearTimeout(poll)
        const context = bridgeContext()
        if (!context && !signal.aborted && !isOver) {
          poll = setTimeout(look, pollInterval)
          return
        }
        clearTimeout(deadline)
        signal.removeEventListener('abort', look)
        if (signal.aborted) reject(isTimeout(signal.reason) ? unavailable() : signal.reason)
        // S5: from here on the call stays open whatever the signal says, a late answer is still of use.
        else if (context) resolve(ask(context))
        else reject(unavailable())
      }
      const end = () => {
        isOver = true
        look()
      }
      const deadline = setTimeout(end, Math.min(timeout, longestDelay))
      signal.addEventListener('abort', look)
      look()
    })
}

async function ask(context: BridgeContext): Promise<string> {
  try {
    return checkToken(await askBridge(context))
  } catch (error) {
    throw sourceError('AP.context.getToken failed', error)
  }
}

/** `AP.context`, once it can be asked. `AP` and `AP.context` may exist and lead nowhere (S2). */
function bridgeContext(): BridgeContext | undefined {
  try {
    const { AP } = globalThis as { AP?: { context?: BridgeContext } } // of all.js, not typed here
    return typeof AP?.context?.getToken === 'function' ? AP.context : undefined
  } catch {
    return undefined // A frame named `AP` of another origin may not be read.
  }
}

const isTimeout = (reason: unknown): boolean => isContextTokenError(reason) && reason.code === 'timeout'

const unavailable = (): ContextTokenError =>
  new ContextTokenError(
    'ap-unavailable',
    'AP.context.getToken is not there. Check that the page is opened by Jira or Confluence and that all.js is loaded.',
  )
