import { endedByAbort, untilAborted } from './aborts.js'
import { authenticate, refuse } from './authenticate.js'
import { checkInstance, checkObject, checkString } from './check.js'
import { missingClasses } from './fetch-classes.js'
import { readRequest } from './fetch-input.js'
import { installOn } from './globals.js'
import { withoutUnsafe } from './no-cors.js'
import { type Exchange, followRedirects } from './redirects.js'
import { routesOf } from './routes.js'
import type { FakeBackend, FakeBackendOptions, RecordedRequest } from './types.js'

/**
 * A backend for tests. It answers 401 to a request whose token is missing, expired, revoked or unknown, with
 * the texts of atlassian-connect-express, and to one without `exp`; all others get what `routes` say. As a browser does,
 * its `fetch` follows redirects, drops what `mode: 'no-cors'` forbids, and ends a body at an abort. What it cannot show
 * is a bad signature (ACE answers 400 to that): nothing here is signed.
 *
 * @throws `TypeError` if an option is of the wrong type, or a key of `routes` no method and path.
 *
 * @example
 * ```ts
 * const ap = createFakeAP()
 * const backend = createFakeBackend({ ap, routes: { 'GET /api/notes': () => Response.json([]) } })
 * const client = createContextClient({ baseUrl: 'https://app.example.com', fetch: backend.fetch })
 * ```
 */
export function createFakeBackend(options?: FakeBackendOptions): FakeBackend {
  const { ap, scheme = 'JWT', routes } = checkObject('options', options)
  checkObject('ap', ap)
  const prefix = checkString('scheme', scheme) && `${scheme} `
  const respond = routesOf(routes)
  const revoked = new Set<string>()
  const requests: RecordedRequest[] = []

  const receive = async (request: Request): Promise<Exchange> => {
    const verdict = authenticate(request, { ap, prefix, revoked })
    const { method, url, headers } = request
    const record: Recording = {
      method,
      url,
      headers: new Headers(headers),
      body: new Uint8Array(),
      status: undefined,
    }
    requests.push(record)
    const forRoute = request.clone()
    record.body = new Uint8Array(await request.arrayBuffer())
    const response =
      'refusal' in verdict ? refuse(request, verdict.refusal) : await respond(forRoute, verdict.claims)
    record.status = response.status
    return { response, body: record.body }
  }

  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { request, signal } = readRequest(input, init)
    signal?.throwIfAborted()
    const response = await untilAborted(followRedirects(withoutUnsafe(request), receive), signal)
    return endedByAbort(response, signal)
  }

  return {
    fetch,
    requests,
    revoke: token => void revoked.add(checkString('token', token)),
    install: (target = globalThis) =>
      installOn(checkInstance('target', target), { fetch, ...missingClasses(target) }),
  }
}

/** A request whose answer is still to come. */
type Recording = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] }
