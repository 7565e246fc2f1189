import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ContextClient } from 'ap-context-fetch'
import { createUseIssue } from '../recipes/tanstack-query.js'
import { mountReact } from './mount-react.js'
import type { Read } from './recipes.js'

export async function createReader(client: ContextClient): Promise<Read> {
  const queries = new QueryClient()
  const { current } = await mountReact(createUseIssue(client), ({ children }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  ))
  // The first request is that of the component, which StrictMode mounts twice.
  while (current().isFetching) await new Promise(resolve => setTimeout(resolve, 5))
  return async () => (await current().refetch({ throwOnError: true })).data
}
