import type { ContextClient } from 'ap-context-fetch'
import { Client, cacheExchange, fetchExchange, gql, type TypedDocumentNode } from 'urql'

const query: TypedDocumentNode<{ me: { issue: string } }> = gql`{ me { issue } }`

export function createReader(client: ContextClient) {
  const urql = new Client({
    url: '/api/graphql',
    exchanges: [cacheExchange, fetchExchange],
    fetch: client.fetch,
  })

  return async () => {
    const { data, error } = await urql.query(query, {}, { requestPolicy: 'network-only' })
    if (error) throw error
    return data?.me.issue
  }
}
