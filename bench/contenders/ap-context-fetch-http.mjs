import { createContextClient } from '../../dist/index.js'

export const name = 'ap-context-fetch, client.http'
export function create({ fetch, getToken, origin }) {
  const client = createContextClient({
    fetch,
    getToken,
    allowedOrigins: [origin],
    ky: { throwHttpErrors: false },
  })
  return { request: (url, init) => client.http(url, init), dispose: client.dispose, client }
}
