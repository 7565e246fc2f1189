import { sourceError } from '../shared/errors.js'

/** The part of `AP.context` that is used, in both of its forms. */
export interface BridgeContext {
  getToken(callback?: (token?: unknown) => void): unknown
}

/**
 * Asks the bridge once, in the callback form, which every host and mock understands; a promise that comes
 * back beside it counts as well, whichever answers first (S3).
 */
export function askBridge(context: BridgeContext): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (reason: unknown) => reject(sourceError('AP.context.getToken failed', reason))
    const follow = (promise: unknown) => Promise.resolve(promise).then(resolve, fail)
    let promised: unknown
    let called = false

    const callback = (token?: unknown) => {
      if (called) return
      called = true
      if (token !== undefined) resolve(token)
      // Waits a tick: a callback that is called synchronously comes before the promise is returned.
      else Promise.resolve().then(learnWhy)
    }
    // S3: the callback form loses the reason, only the promise form tells it.
    const learnWhy = () => {
      try {
        follow(promised ?? context.getToken())
      } catch (error) {
        fail(error)
      }
    }

    try {
      promised = context.getToken(callback)
    } catch (error) {
      fail(error)
      return
    }
    if (!isThenable(promised)) promised = undefined
    else {
      promised.then((token: unknown) => {
        // An async function that answers through the callback resolves nothing, and may do so early.
        if (token !== undefined || context.getToken.length === 0) resolve(token)
      }, fail)
    }
  })
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | undefined | null)?.then === 'function' // any value may lack `then`
