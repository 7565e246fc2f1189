/** What a backend answered, and the body that it got, which a redirect may send once more. */
export interface Exchange {
  response: Response
  body: Uint8Array
}

const statuses = [301, 302, 303, 307, 308]
/** As many as browsers follow. */
const maxHops = 20

/**
 * The answer in the end, with `url` and `redirected` as the platform says them.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 * @throws `TypeError` where a browser fails: too many redirects, no URL to go to, `redirect: 'error'`.
 */
export async function followRedirects(
  first: Request,
  send: (request: Request) => Promise<Exchange>,
): Promise<Response> {
  let request = first
  for (let hops = 0; ; hops++) {
    const { response, body } = await send(request)
    const location = statuses.includes(response.status) ? response.headers.get('location') : null
    if (location === null) return told(response, { url: request.url, redirected: hops > 0 })
    if (first.redirect === 'error')
      throw new TypeError(`Failed to fetch: ${request.url} redirects to ${location}`)
    if (first.redirect === 'manual') {
      return told(Response.error(), { url: request.url, type: 'opaqueredirect' })
    }
    if (hops === maxHops) throw new TypeError(`Failed to fetch: more than ${maxHops} redirects`)
    request = redirected(request, body, response.status, location)
  }
}

function redirected(request: Request, body: Uint8Array, status: number, location: string): Request {
  const { url: from, method, mode, redirect } = request
  const url = targetOf(location, from)
  const becomesGet =
    status === 303 ? method !== 'GET' && method !== 'HEAD' : status < 303 && method === 'POST'
  const headers = new Headers(request.headers)
  if (url.origin !== new URL(from).origin) headers.delete('authorization')
  if (becomesGet) {
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type']) {
      headers.delete(name)
    }
  }
  const hasBody = !becomesGet && body.length > 0
  return new Request(url, {
    method: becomesGet ? 'GET' : method,
    headers,
    mode,
    redirect,
    ...(hasBody && { body: body as BodyInit }),
  })
}

function targetOf(location: string, from: string): URL {
  const url = URL.canParse(location, from) ? new URL(location, from) : undefined
  if (!url || !/^https?:/.test(url.protocol)) {
    throw new TypeError(`Failed to fetch: ${from} redirects to '${location}', which is no http(s) URL`)
  }
  if (!url.hash) url.hash = new URL(from).hash
  return url
}

/** A response made by hand says none of these by itself; its URL has no fragment. */
function told(response: Response, what: { url: string; redirected?: boolean; type?: string }): Response {
  const values = { ...what, url: what.url.replace(/#.*/, '') }
  return Object.defineProperties(
    response,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, configurable: true }])),
  )
}
