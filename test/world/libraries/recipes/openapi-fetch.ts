import type { ContextClient } from 'ap-context-fetch'
import createClient from 'openapi-fetch'
import type { paths } from '../server/openapi.js' // what openapi-typescript wrote

export function createReader(client: ContextClient) {
  const api = createClient<paths>({ fetch: client.fetch })

  return async () => {
    const { data, response } = await api.GET('/api/me')
    if (!data) throw new Error(`${response.status} ${response.url}`)
    return data.issue
  }
}
