/** A call of `fetch`, read as the platform does. */
export interface ReadRequest {
  request: Request
  /** Kept apart: one of another realm (jsdom's beside Node's `Request`) would make `Request` throw. */
  signal: AbortSignal | null | undefined
}

export function readRequest(input: RequestInfo | URL, init: RequestInit = {}): ReadRequest {
  const { signal, ...rest } = init
  return {
    request: new Request(resolve(input), rest),
    signal: signal === undefined && isRequest(input) ? input.signal : signal,
  }
}

/** Node's `Request` knows no document. */
export const resolve = (input: RequestInfo | URL): RequestInfo | URL =>
  isRequest(input) || typeof document === 'undefined' ? input : new URL(input, document.baseURI)

const isRequest = (input: RequestInfo | URL): input is Request => typeof input === 'object' && 'url' in input
