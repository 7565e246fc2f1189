import type { UntouchedReason } from '../cache/events.js'
import type { Signal } from '../shared/promises.js'
import { isRequest } from '../shared/request.js'
import { discard } from './discard.js'
import { isStream, readBody } from './read-body.js'
import { type HeaderRecord, hasHeader, readHeaders } from './read-headers.js'
import { normalizeMethod, readInit, shield } from './read-init.js'

/** The arguments of `fetch`. There may be none at all, and then it throws. */
export type FetchArguments = [] | [input: RequestInfo | URL, init?: RequestInit | undefined]

/** One call of `fetch`, read once: what the caller changes later is not sent (F1). */
export interface FetchCall {
  readonly url: URL
  readonly method: string
  readonly signal: Signal
  /** Why it cannot take the token, whatever the options say. `invalid`: the platform rejects it. */
  readonly obstacle: Extract<UntouchedReason, 'authorization' | 'no-cors' | 'used'> | 'invalid' | undefined
  /** Whether it can be sent a second time (F8). */
  readonly isReplayable: boolean
  /** What to send without the token. */
  untouched(): FetchArguments
  /** What to send with the token. */
  first(authorization: string): FetchArguments
  /** What to send after the first was rejected. */
  second(authorization: string): FetchArguments
  /** Releases what was kept for the second send. */
  release(): void
  /** For a call that sends nothing. Throws if the platform finds the arguments wrong, as it would first of all (F1). */
  abandon(reason: unknown): void
}

/** Reads a call that goes to `url`. */
export function readCall(url: URL, [input, given]: FetchArguments): FetchCall {
  const init = readInit(given)
  return isRequest(input) ? requestCall(url, input, init) : textCall(url, init)
}

/** A string or a `URL` leaves as a string and an `init` (F13). */
function textCall(url: URL, init: RequestInit | undefined): FetchCall {
  const { headers: ownHeaders, ...rest } = init ?? shield({})
  const headers = readHeaders(ownHeaders)
  const { body, signal, mode } = rest
  if (body != null) rest.body = readBody(body, headers)
  // A new object each time, since the transport may keep or change what it is given.
  const authorized = (authorization: string): FetchArguments => [
    url.href,
    { ...rest, headers: { ...headers, Authorization: authorization } },
  ]
  return {
    url,
    get method() {
      return normalizeMethod(rest.method ?? 'GET')
    },
    signal,
    obstacle: obstacleOf(hasHeader(headers, 'authorization'), mode),
    isReplayable: !isStream(body),
    untouched: () => (init ? [url.href, ownHeaders === undefined ? rest : { ...rest, headers }] : [url.href]),
    first: authorized,
    second: authorized,
    release: () => {},
    abandon: reason => discard(new Request(url, { ...rest, headers }), reason),
  }
}

/**
 * A `Request` leaves as one `Request`, with nothing beside it: tracing libraries that are given two arguments
 * write their headers to the one that is not read (F13).
 */
function requestCall(url: URL, given: Request, init: RequestInit | undefined): FetchCall {
  const own = <K extends keyof Request>(name: K): Request[K] => Reflect.get(Request.prototype, name, given)
  const { body, mode = own('mode'), signal = own('signal'), method = own('method') } = init ?? shield({})
  let headers: HeaderRecord | undefined
  if (init && (body != null || init.headers !== undefined)) {
    headers = readHeaders(init.headers === undefined ? own('headers') : init.headers)
    if (body != null) init.body = readBody(body, headers)
    init.headers = headers
  }
  const hasAuthorization = headers ? hasHeader(headers, 'authorization') : own('headers').has('authorization')
  let obstacle: FetchCall['obstacle'] =
    obstacleOf(hasAuthorization, mode) ?? (body == null && own('bodyUsed') ? 'used' : undefined)
  let request = given
  try {
    // F9: the call uses the caller's request up, as the platform's would.
    if (!obstacle) request = new Request(given, init)
  } catch {
    obstacle = 'invalid' // The error of the platform's `fetch` says best why.
  }
  let spare: Request | undefined

  const authorize = (sent: Request, authorization: string): FetchArguments => {
    sent.headers.set('Authorization', authorization)
    return [sent]
  }
  return {
    url,
    get method() {
      return normalizeMethod(method)
    },
    signal,
    obstacle,
    isReplayable: !isStream(body),
    untouched: () => (init && request === given ? [given, init] : [request]),
    first: authorization => {
      // F8: a body of `init` is known, one of the request can be read only once.
      if (body == null && hasBody(request)) spare = request.clone()
      return authorize(request, authorization)
    },
    second: authorization =>
      authorize(spare ?? (body == null ? new Request(request) : new Request(given, init)), authorization),
    release: () => discard(spare),
    abandon: reason => discard(request, reason),
  }
}

const obstacleOf = (hasAuthorization: boolean, mode: string | undefined): FetchCall['obstacle'] =>
  hasAuthorization ? 'authorization' : mode === 'no-cors' ? 'no-cors' : undefined

/** Not every engine has `Request.body`. Where it is undefined, there may be a body. */
const hasBody = ({ body, method }: Request): boolean => body !== null && !/^(GET|HEAD)$/.test(method)
