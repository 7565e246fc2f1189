import type { Installable } from '../client/installable.js'
import type { XhrRequest } from './xhr-request.js'

/** Judges the answer to a request that carried a token, once, as soon as it is there. */
export function judgeXhr(
  xhr: XMLHttpRequest,
  request: XhrRequest,
  { rejections, internals }: Installable,
): void {
  const { url, token } = request
  const { status } = xhr
  // Without an answer there is no status. A status that no `Response` can have is no rejection.
  if (token === undefined || status < 200 || status > 599) return
  request.token = undefined
  const sent = { url, token }
  const conclude = (isRejected: boolean) => {
    if (!isRejected) return
    // F7: not retried, but the next request gets another token.
    if (rejections.mayReplace(sent)) internals.setAside(token)
    rejections.tell(sent, status, false)
  }
  const verdict = rejections.judge(answerOf(xhr), sent)
  if (typeof verdict === 'boolean') conclude(verdict)
  else verdict.then(conclude) // Nobody handles its rejection, so the platform reports it.
}

/** Status, headers and URL of an answer, in the form that `isRejected` gets for `fetch`. */
function answerOf(xhr: XMLHttpRequest): Response {
  const headers = new Headers()
  for (const line of xhr.getAllResponseHeaders().split('\r\n')) {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) headers.append(name, value)
  }
  const response = new Response(null, { status: xhr.status, headers })
  return Object.defineProperty(response, 'url', { value: xhr.responseURL })
}
