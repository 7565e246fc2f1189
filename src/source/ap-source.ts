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
  tokenTimeout?: number
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
  const timeout = duration('tokenTimeout', checkOptions(options).tokenTimeout, 8000)
  return ({ signal }) =>
    new Promise((resolve, reject) => {
      let poll: ReturnType<typeof setTimeout> | undefined
      const deadline = setTimeout(() => stop(unavailable()), Math.min(timeout, longestDelay))
      const onAbort = () => stop(isTimeout(signal.reason) ? unavailable() : signal.reason)
      const done = () => {
        clearTimeout(deadline)
        clearTimeout(poll)
        signal.removeEventListener('abort', onAbort)
      }
      const stop = (reason: unknown) => {
        done()
        reject(reason)
      }
      const look = () => {
        try {
          const context = bridgeContext()
          if (!context) {
            poll = setTimeout(look, pollInterval)
            return
          }
          // S5: from here on the call stays open whatever the signal says, a late answer is still of use.
          done()
          askBridge(context)
            .then(token => resolve(checkToken(token)))
            .catch(reject)
        } catch (error) {
          stop(sourceError('AP.context could not be read', error))
        }
      }
      if (signal.aborted) onAbort()
      else {
        signal.addEventListener('abort', onAbort)
        look()
      }
    })
}

/** `AP.context`, once it can be asked. `AP` and `AP.context` may exist and lead nowhere (S2). */
function bridgeContext(): BridgeContext | undefined {
  const { AP } = globalThis as { AP?: { context?: BridgeContext | null } | null } // of all.js, not typed here
  return typeof AP?.context?.getToken === 'function' ? AP.context : undefined
}

const isTimeout = (reason: unknown): boolean => isContextTokenError(reason) && reason.code === 'timeout'

const unavailable = (): ContextTokenError =>
  new ContextTokenError(
    'ap-unavailable',
    'AP.context.getToken is not there. Check that the page is opened by Jira or Confluence and that all.js is loaded.',
  )
