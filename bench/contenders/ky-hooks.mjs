import ky from 'ky'

/** ky's own recipe: a header before the request, a fresh token and `ky.retry()` after a 401. */
export const name = 'ky with hooks'
export function create({ fetch, getToken }) {
  let token
  const api = ky.create({
    fetch,
    throwHttpErrors: false,
    hooks: {
      beforeRequest: [
        async ({ request }) => {
          token ??= await getToken()
          request.headers.set('Authorization', `JWT ${token}`)
        },
      ],
      afterResponse: [
        async ({ request, response, retryCount }) => {
          if (response.status !== 401 || retryCount > 0) return
          token = await getToken()
          const headers = new Headers(request.headers)
          headers.set('Authorization', `JWT ${token}`)
          return ky.retry({ request: new Request(request, { headers }), delay: 0, code: 'TOKEN_REFRESHED' })
        },
      ],
    },
  })
  return { request: (url, init) => api(url, init) }
}
