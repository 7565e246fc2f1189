/** A call of `fetch`, read as the platform does. */
export interface ReadRequest {
  request: Request
  /** Kept apart: one of another realm (jsdom's beside Node's `Request`) would make `Request` throw. */
  signal: AbortSignal | null | undefined
}

export function readRequest(input: RequestInfo | URL, init: RequestInit = {}): ReadRequest {
  const { signal, ...rest } = init
  const given = typeof input === 'object' && 'url' in input ? input : undefined
  return {
    request: new Request(given ?? resolve(input as string | URL), rest), // what is no request is a URL
    signal: signal === undefined ? given?.signal : signal,
  }
}

/** Node's `Request` knows no document. */
const resolve = (url: string | URL): string | URL =>
  typeof document === 'undefined' ? url : new URL(url, document.baseURI)

/** The answer, unless the signal aborts before it comes. */
export function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort)
    answer.then(resolve, reject).then(() => signal.removeEventListener('abort', onAbort))
  })
}
