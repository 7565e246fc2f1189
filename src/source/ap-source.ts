import { ContextTokenError, isContextTokenError, type SourceWords, sourceError } from '../shared/errors.js'
import { duration, readOptions } from '../shared/options.js'
import { reasonOf } from '../shared/promises.js'
import { quotesJwt } from '../shared/secrets.js'
import { after } from '../shared/timer.js'
import { checkToken } from '../shared/token.js'
import { askBridge, type BridgeContext } from './ask-bridge.js'
import { type TokenSource, wordsOf } from './types.js'

/** Options of {@link apTokenSource}. */
export interface ApTokenSourceOptions {
  /**
   * How long to wait for `AP.context.getToken` to be there, in milliseconds.
   * @default 8000
   */
  tokenTimeout?: number | undefined
}

const pollInterval = 20

const words: SourceWords = {
  name: 'AP.context.getToken',
  advice: 'Check that the app is installed, and that the user may use it.',
  ifSilent:
    'Check the console of the product page, that the app is installed, that its descriptor says "authentication": { "type": "jwt" }, and that the page is in the product itself: not with a window.name left over from it, nor (without hostFrameOffset) in a product page that is framed.',
}

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
  const timeout = duration(readOptions(options), 'tokenTimeout', 8000)
  const source: TokenSource = ({ signal }) =>
    new Promise((resolve, reject) => {
      let clearPoll = () => {}
      let isOver = false
      const look = () => {
        clearPoll()
        const context = bridgeContext()
        if (!context && !signal.aborted && !isOver) {
          clearPoll = after(pollInterval, look)
          return
        }
        clearDeadline()
        signal.removeEventListener('abort', look)
        if (signal.aborted) reject(isTimeout(signal.reason) ? unavailable() : reasonOf(signal))
        // S5: from here on the call stays open whatever the signal says, since a late answer is still of use.
        else if (context) resolve(ask(context))
        else reject(unavailable())
      }
      const clearDeadline = after(timeout, () => {
        isOver = true
        look()
      })
      signal.addEventListener('abort', look)
      look()
    })
  wordsOf.set(source, words)
  return source
}

async function ask(context: BridgeContext): Promise<string> {
  let token: unknown
  try {
    token = await askBridge(context)
  } catch (reason) {
    throw sourceError(reason, words, quotesJwt)
  }
  return checkToken(token, words)
}

/** Of Atlassian's `all.js`, and not typed here. */
type Global = { AP?: { context?: BridgeContext } | null }

/** `AP.context`, once it can be asked. `AP` and `AP.context` may exist and lead nowhere (S2). */
function bridgeContext(): BridgeContext | undefined {
  try {
    const { AP } = globalThis as Global
    return typeof AP?.context?.getToken === 'function' ? AP.context : undefined
  } catch {
    return undefined // A frame named `AP` of another origin may not be read.
  }
}

const isTimeout = (reason: unknown): boolean => isContextTokenError(reason) && reason.code === 'timeout'

const unavailable = (): ContextTokenError =>
  new ContextTokenError(
    'ap-unavailable',
    (globalThis as Global).AP
      ? 'AP.context.getToken is not there, though AP is. Check that the page is in a product: only Jira and Confluence answer it.'
      : 'AP.context.getToken is not there. Check that the page loads all.js: <script src="https://connect-cdn.atl-paas.net/all.js"></script>',
  )
