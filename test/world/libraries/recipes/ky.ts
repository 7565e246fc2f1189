import type { ContextClient } from 'ap-context-fetch'
import ky from 'ky'

export function createReader(client: ContextClient) {
  const api = ky.create({ fetch: client.fetch }) // As client.http is; this one is yours to configure.

  return async () => (await api.get<{ issue: string }>('/api/me').json()).issue
}
