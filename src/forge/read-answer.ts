/**
 * What the remote answered, as the platform's `fetch` would give it (G5): `requestRemote` gives a response,
 * `invokeRemote` an object with `status`, `headers` and `body`, whether it succeeded or not. An object without a status
 * is no answer, except the documented error for a backend's 401.
 */
export function answerOf(answer: unknown, method: string, url: URL): Response {
  const status = statusOf(answer)
  if (status === undefined) throw answer
  const hasBody = method !== 'HEAD' && ![204, 205, 304].includes(status)
  const { body, headers } = answer as { body?: unknown; headers?: HeadersInit }
  const text = hasBody ? (typeof body === 'string' ? body : JSON.stringify(body)) : null
  const isResponse = answer instanceof Response
  const response =
    isResponse && hasBody
      ? answer
      : new Response(text, isResponse ? answer : { status, headers: headers ?? {} })
  url.hash = ''
  return Object.defineProperty(response, 'url', { value: url.href })
}

/** The status of an answer or an error, from a member or from its message. */
export function statusOf(answer: unknown): number | undefined {
  const { status, statusCode, message } = Object(answer)
  const told = [status, statusCode].find(Number.isInteger)
  return told ?? (typeof message === 'string' && /\b401\b|unauthori[sz]ed/i.test(message) ? 401 : undefined)
}
