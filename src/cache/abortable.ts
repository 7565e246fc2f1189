/** The same promise for a caller that may leave before it settles, without ending it for others (T5). */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    // A tick later: a source that listens to the same signal may know better what is wrong.
    const onAbort = () => queueMicrotask(() => reject(signal.reason))
    if (signal.aborted) onAbort() // The source may have done it.
    signal.addEventListener('abort', onAbort)
    promise.then(resolve, reject).then(() => signal.removeEventListener('abort', onAbort))
  })
}
