/** The least that is right, by hand: what nobody can do without who keeps a token and sends it where it belongs. */
export const name = 'the floor (by hand)'
export function create({ fetch, getToken, origin }) {
  let held
  let asking
  const isUsable = () =>
    held !== undefined && Date.now() < held.until && performance.now() < held.untilByMonotonicClock
  const keep = token => {
    const left = JSON.parse(atob(token.split('.')[1])).exp * 1000 - Date.now()
    held = { token, until: Date.now() + left, untilByMonotonicClock: performance.now() + left }
    return token
  }
  const ask = () => {
    asking ??= getToken()
      .then(keep)
      .finally(() => {
        asking = undefined
      })
    return asking
  }

  async function request(input, init) {
    const isRequest = input instanceof Request
    const url = new URL(isRequest ? input.url : input, origin)
    const headers = new Headers(init?.headers ?? (isRequest ? input.headers : undefined))
    if (url.origin !== origin || headers.has('authorization')) return fetch(input, init)
    const spare = isRequest && input.body ? input.clone() : input
    const send = (what, token) => {
      headers.set('Authorization', `JWT ${token}`)
      // One Request and no init beside it, which tracing libraries would take for all there is.
      if (isRequest) return fetch(new Request(what, { ...init, headers }))
      return fetch(url.href, { ...init, headers })
    }
    const token = isUsable() ? held.token : await ask()
    const response = await send(input, token)
    if (response.status !== 401) return response
    if (held?.token === token) held = undefined
    return send(spare, isUsable() ? held.token : await ask())
  }
  return { request }
}
