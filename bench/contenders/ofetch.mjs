import { createFetch } from 'ofetch'

/** ofetch with the token in an `onRequest` hook, as its readme shows; it has no retry with another token. */
export const name = 'ofetch with onRequest'
export function create({ fetch, getToken }) {
  let token
  const api = createFetch({ fetch, Headers, AbortController }).create({
    ignoreResponseError: true,
    retry: 0,
    async onRequest({ options }) {
      token ??= await getToken()
      options.headers.set('Authorization', `JWT ${token}`)
    },
  })
  return { request: (url, init) => api.raw(url, init) }
}
export const doesNot = { retry: 'keeps its token forever' }
