import ky from 'ky'

/** What `client.http` is made on: ky with the same options and no token. */
export const name = 'ky, no token'
export function create({ fetch }) {
  const api = ky.create({ fetch, throwHttpErrors: false })
  return { request: (url, init) => api(url, init) }
}
export const doesNot = { token: 'sends no token' }
