import type { ContextClient } from 'ap-context-fetch'
import useSWR from 'swr'

export function createUseIssue(client: ContextClient) {
  const fetcher = async (path: string) => (await client.http<{ issue: string }>(path).json()).issue

  return () => useSWR('/api/me', fetcher)
}
