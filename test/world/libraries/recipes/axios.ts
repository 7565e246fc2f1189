import type { ContextClient } from 'ap-context-fetch'
import axios from 'axios'

export function createReader(client: ContextClient) {
  const api = axios.create({ adapter: 'fetch', env: { fetch: client.fetch } })

  return async () => (await api.get<{ issue: string }>('/api/me')).data.issue
}
