import { useQuery } from '@tanstack/react-query'
import type { ContextClient } from 'ap-context-fetch'

export function createUseIssue(client: ContextClient) {
  return () =>
    useQuery({
      queryKey: ['issue'],
      queryFn: async ({ signal }) =>
        (await client.http<{ issue: string }>('/api/me', { signal }).json()).issue,
      retry: false, // `client.http` sends again what is worth it.
    })
}
