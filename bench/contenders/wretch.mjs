import wretch from 'wretch'

/** wretch with a middleware, the form that its readme gives to what intercepts requests. */
export const name = 'wretch with a middleware'
export function create({ fetch, getToken }) {
  let token
  const authorized = next => async (url, options) => {
    token ??= await getToken()
    const send = () =>
      next(url, { ...options, headers: { ...options.headers, Authorization: `JWT ${token}` } })
    const response = await send()
    if (response.status !== 401) return response
    token = await getToken()
    return send()
  }
  const api = wretch()
    .polyfills({ fetch })
    .middlewares([authorized])
    .catcherFallback(error => error.response)
  return {
    request: (url, init) =>
      api
        .url(url)
        .options(init ?? {})
        .fetch(init?.method ?? 'GET')
        .res(),
  }
}
