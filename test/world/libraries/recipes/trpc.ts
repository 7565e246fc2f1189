import { createTRPCClient, httpBatchLink } from '@trpc/client'
import type { ContextClient } from 'ap-context-fetch'
import type { AppRouter } from '../server/trpc.js' // your server's router

export function createReader(client: ContextClient) {
  const trpc = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: '/api/trpc', fetch: client.fetch })],
  })

  return async () => {
    const [{ issue }] = await Promise.all([trpc.me.query(), trpc.notes.query(3)])
    return issue
  }
}
