import { createContextClient } from '../../dist/index.js'

export const name = 'ap-context-fetch'
export function create({ fetch, getToken, origin }) {
  const client = createContextClient({ fetch, getToken, allowedOrigins: [origin] })
  return { request: client.fetch, dispose: client.dispose, client }
}
