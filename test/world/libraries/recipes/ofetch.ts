import type { ContextClient } from 'ap-context-fetch'
import { createFetch } from 'ofetch'

export function createReader(client: ContextClient) {
  const api = createFetch({ fetch: client.fetch, Headers, AbortController })

  return async () => (await api<{ issue: string }>('/api/me')).issue
}
