import { isObject } from '../shared/object.js'
import { parseUrl } from '../shared/url.js'
import { knownBody } from './known-bodies.js'

/** The arguments of `fetch`, which may be none at all: then it throws. */
export type FetchArguments = [] | [input: RequestInfo | URL, init?: RequestInit | undefined]

/** One call of `fetch`, read once: what the caller changes later is not sent (F1). */
export interface FetchCall {
  /** What is sent: the URL that was checked, or the request. */
  target: string | Request
  url: URL
  /** A copy of the caller's, with headers of its own. */
  init: RequestInit & { headers: Headers }
  signal: AbortSignal | null | undefined
  /** Not if it brings its own authorization (F4), cannot carry one, or has been sent already. */
  takesToken: boolean
  /** Whether the body can be sent a second time (F8). */
  isReplayable: boolean
  /** The request whose own body is sent, which can be read once, if nobody knows what it was made of (F8). */
  bodyOf: Request | undefined
}

/**
 * The URL that a call would go to; nothing if the arguments are wrong, which the platform's own `fetch`
 * says best.
 */
export function targetOf(args: FetchArguments, base: string | undefined): URL | undefined {
  if (args.length === 0) return undefined
  const [input, init] = args
  if (init != null && !isObject(init)) return undefined
  return isRequest(input) ? parseUrl(urlOf(input)) : parseUrl(`${input}`, base)
}

/** Reads the arguments of a call that goes to `url`. */
export function readCall(url: URL, [input, given]: FetchArguments): FetchCall {
  const request = isRequest(input) ? input : undefined
  const init = readInit(given ?? {})
  if (request && members.every(name => init[name] === undefined)) {
    // An `init` with any member resets these two, and one is needed for the header.
    init.referrer = request.referrer
    init.referrerPolicy = request.referrerPolicy
  }
  const headers = new Headers(init.headers === undefined ? request?.headers : init.headers)
  const bodyOf = request && init.body == null && hasBody(request) ? request : undefined
  const body = bodyOf && knownBody(bodyOf)
  if (body !== undefined) init.body = body
  return {
    target: request ?? url.href,
    url,
    init: Object.assign(init, { headers }),
    signal: init.signal === undefined ? request?.signal : init.signal,
    takesToken:
      !headers.has('authorization') && (init.mode ?? request?.mode) !== 'no-cors' && !bodyOf?.bodyUsed,
    isReplayable: !isStream(init.body),
    bodyOf: body === undefined ? bodyOf : undefined,
  }
}

/** What the platform asks an `init` for. */
const members = (
  'method headers body mode credentials cache redirect referrer referrerPolicy integrity keepalive signal ' +
  'duplex priority'
).split(' ') as (keyof RequestInit)[]

/**
 * A copy, also of what is inherited: an `init` may be a class instance with getters, or a `Request`; and of
 * what only this platform knows.
 */
function readInit(given: RequestInit): RequestInit {
  const init: Record<string, unknown> = {}
  for (const name in given) init[name] = given[name as keyof RequestInit]
  for (const name of members) if (!(name in init) && name in given) init[name] = given[name]
  return init
}

/** Not every engine has `Request.body`. */
const hasBody = ({ body, method }: Request): boolean => body !== null && !/^(GET|HEAD)$/.test(method)

/** Also a request of another realm, which is no instance of this one's class. */
const isRequest = (input: unknown): input is Request =>
  Object.prototype.toString.call(input) === '[object Request]'

/** The URL that the platform will use, whatever the object says of itself; throws if it is no request. */
const urlOf = (request: Request): string => Reflect.get(Request.prototype, 'url', request)

/** What is used up when it is sent: a stream, or (in Node) an async iterable. */
const isStream = (body: unknown): boolean =>
  isObject(body) && ('getReader' in body || Symbol.asyncIterator in body)
