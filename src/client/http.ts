import ky, { type BeforeRequestHook, type InitHook, type KyInstance, type Options as KyOptions } from 'ky'
import { internalsOf } from '../cache/internals.js'
import type { TokenCache } from '../cache/types.js'
import { createGate } from '../fetch/gate.js'
import type { FetchSettings } from '../fetch/options.js'
import type { Fetch } from '../fetch/types.js'

/** ky on top of `fetch` (F12). A `fetch` or a base URL among ky's options, which untyped code can give, is ignored. */
export function createHttp(
  fetch: Fetch,
  tokens: TokenCache,
  settings: FetchSettings,
  options: Partial<KyOptions>,
): KyInstance {
  const { isSourceCall } = internalsOf(tokens)
  const gate = createGate(tokens, settings)
  const untouched = (request: RequestInfo | URL) => {
    if (request instanceof Request) gate.tell(new URL(request.url), 'source')
    return settings.transport(request)
  }
  // S7: ky sends later, and with a signal of its own, so the token source is looked for here.
  const letSourcePass: InitHook = options => {
    if (isSourceCall(options.signal)) options.fetch = untouched
  }
  // F8: the body of a request can be read only once. What ky made it of can be sent again without a copy.
  const bodies = new WeakMap<Request, string | Blob>()
  const rememberBody: BeforeRequestHook = ({ request, options }) => {
    const { body } = options as RequestInit // of ky, untyped there
    if (typeof body === 'string' || body instanceof Blob) bodies.set(request, body)
  }
  const send: Fetch = request => {
    const body = bodies.get(request as Request) // ky gives nothing else.
    return body === undefined ? fetch(request) : fetch(request, { body })
  }
  // What is left out ky would take from `Object.prototype`.
  const own = { prefix: '', ...options, baseUrl: settings.ownBase ?? '', fetch: send }
  return ky.create({ hooks: { init: [letSourcePass], beforeRequest: [rememberBody] } }).extend(own)
}
