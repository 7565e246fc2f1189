/** The part of `AP.context` that is used, in both of its forms. */
export interface BridgeContext {
  getToken(callback?: (token?: unknown) => void): unknown
}

/**
 * Asks the bridge once, in the callback form, which every host and mock understands; a promise that comes
 * back beside it counts as well, whichever answers first (S3).
 */
export async function askBridge(context: BridgeContext): Promise<unknown> {
  let promised: unknown
  const called = new Promise(resolve => {
    promised = context.getToken(resolve)
  })
  const answers = [called]
  if (isThenable(promised)) {
    // An async function that answers through the callback resolves nothing, and may do so early.
    const isSilent = (token: unknown) => token === undefined && context.getToken.length > 0
    answers.push(Promise.resolve(promised).then(token => (isSilent(token) ? called : token)))
  } else promised = undefined
  const token = await Promise.race(answers)
  // S3: the callback form loses the reason of a failure, only the promise form tells it.
  return token === undefined ? (promised ?? context.getToken()) : token
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | undefined | null)?.then === 'function' // any value may lack `then`
