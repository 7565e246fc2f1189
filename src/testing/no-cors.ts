/** What a request may say to a stranger, in the mode that asks nobody: these, and a type that forms have. */
const allowed = ['accept', 'accept-language', 'content-language']
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i

/** The request as a browser sends it: with `mode: 'no-cors'`, without a token, for example. */
export function withoutUnsafe(request: Request): Request {
  if (request.mode !== 'no-cors') return request
  const headers = new Headers()
  for (const [name, value] of request.headers) {
    if (allowed.includes(name) || (name === 'content-type' && formTypes.test(value))) headers.set(name, value)
  }
  return new Request(request, { headers })
}
