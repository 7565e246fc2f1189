import { parseUrl } from '../shared/url.js'

/** The arguments of `fetch`, which may be none at all: then it throws. */
export type FetchArguments = [] | [input: RequestInfo | URL, init?: RequestInit | undefined]

/** One call of `fetch`, read once: what the caller changes later is not sent (F1). */
export interface FetchCall {
  /** What is sent: the URL that was checked, or the request. */
  target: string | Request
  url: URL
  init: RequestInit
  headers: Headers
  signal: AbortSignal | null | undefined
  /** Not if it brings its own authorization (F4), cannot carry one, or has been sent already. */
  takesToken: boolean
  /** Whether the body can be sent a second time (F8). */
  isReplayable: boolean
  /** The request whose own body is sent, which can be read once (F8). */
  bodyOf: Request | undefined
}

/** Those members of `RequestInit` that count wherever they come from, as WebIDL reads them. */
const members = [
  'body',
  'cache',
  'credentials',
  'duplex',
  'headers',
  'integrity',
  'keepalive',
  'method',
  'mode',
  'priority',
  'redirect',
  'referrer',
  'referrerPolicy',
  'signal',
  'window',
]

/**
 * The URL that a call would go to; nothing if the arguments are wrong, which the platform's own `fetch`
 * says best.
 */
export function targetOf(args: FetchArguments, base: string | undefined): URL | undefined {
  if (args.length === 0) return undefined
  const [input, init] = args
  if (init != null && typeof init !== 'object') return undefined
  return isRequest(input) ? parseUrl(urlOf(input)) : parseUrl(`${input}`, base)
}

/** Reads the arguments of a call that goes to `url`. */
export function readCall(url: URL, [input, given]: FetchArguments): FetchCall {
  const request = isRequest(input) ? input : undefined
  const init = readInit(given ?? {})
  if (request && !members.some(member => member in init)) {
    // An `init` with any member resets these two.
    init.referrer = request.referrer
    init.referrerPolicy = request.referrerPolicy
  }
  const headers = new Headers(init.headers ?? request?.headers)
  const bodyOf = request && init.body == null && hasBody(request) ? request : undefined
  return {
    target: request ?? url.href,
    url,
    init,
    headers,
    signal: init.signal === undefined ? request?.signal : init.signal,
    takesToken:
      !headers.has('authorization') && (init.mode ?? request?.mode) !== 'no-cors' && !bodyOf?.bodyUsed,
    isReplayable: !isStream(init.body),
    bodyOf,
  }
}

function readInit(given: RequestInit): RequestInit {
  const init: Record<string, unknown> = { ...given }
  // A class instance, or a Request: its members are not its own.
  if (Object.getPrototypeOf(given) !== Object.prototype) {
    for (const member of members) {
      const value: unknown = Reflect.get(given, member)
      if (value !== undefined) init[member] = value
    }
  }
  return init
}

/** Not every engine has `Request.body`. */
const hasBody = ({ body, method }: Request): boolean => body !== null && !/^(GET|HEAD)$/.test(method)

/** Also a request of another realm, which is no instance of this one's class. */
const isRequest = (input: unknown): input is Request =>
  isOwnRequest(input) || Object.prototype.toString.call(input) === '[object Request]'

const isOwnRequest = (input: unknown): boolean => input instanceof Request

/** The URL that the platform will use, whatever the object says of itself. */
const urlOf = (request: Request): string =>
  isOwnRequest(request) ? Reflect.get(Request.prototype, 'url', request) : request.url

/** What is used up when it is sent: a stream, or (in Node) an async iterable. */
const isStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)
