/** What a transport was told to send, as one can search it; what is no request at all is not sent. */
export function sent([input, init], base) {
  const target = input instanceof Request ? input : parseUrl(`${input}`, base)
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
  const url = target instanceof Request ? target.url : target?.href
  return {
    url,
    authorization: headers.get('authorization'),
    text: JSON.stringify([url, [...headers], init]),
  }
}

/** The URL, or nothing if it is none. */
export function parseUrl(url, base) {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}
