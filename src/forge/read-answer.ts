import { isObject } from '../shared/values.js'

/** Statuses whose responses have no body. */
const withoutBody = [204, 205, 304]

/** What the remote answered through `requestRemote`, as the platform's `fetch` would give it (G5). */
export async function readResponse(answer: Response, method: string, url: URL): Promise<Response> {
  const { status, statusText, headers } = answer
  if (method !== 'HEAD' && !withoutBody.includes(status)) return withUrl(answer, url)
  return withUrl(new Response(null, { status, statusText, headers }), url)
}

/**
 * What the remote answered through `invokeRemote`: `{ status, headers, body }`, whether it succeeded or not. An error
 * without a status is no answer, except the documented one for a backend's 401.
 */
export function readInvocation(answer: unknown, method: string, url: URL): Response {
  const status = statusOf(answer)
  if (status === undefined) throw answer
  const { headers, body } = answer as { headers?: Record<string, string>; body?: unknown }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const hasBody = method !== 'HEAD' && !withoutBody.includes(status)
  return withUrl(new Response(hasBody ? text : null, { status, headers: headers ?? {} }), url)
}

/** The status of an answer or an error, from a member or from its message. */
export function statusOf(answer: unknown): number | undefined {
  if (!isObject(answer)) return undefined
  const { status, statusCode, message } = answer as Record<string, unknown>
  for (const told of [status, statusCode]) {
    if (typeof told === 'number' && told >= 200 && told <= 599) return told
  }
  return typeof message === 'string' && /\b401\b|\bunauthori[sz]ed\b/i.test(message) ? 401 : undefined
}

const withUrl = (response: Response, { href }: URL): Response =>
  Object.defineProperty(response, 'url', { value: href.replace(/#.*/, '') })
