import type { ContextClient } from 'ap-context-fetch'
import { GraphQLClient, gql } from 'graphql-request'

const query = gql`{ me { issue } }`

export function createReader(client: ContextClient) {
  const url = new URL('/api/graphql', document.baseURI) // It takes no relative one.
  const graphql = new GraphQLClient(url.href, { fetch: client.fetch })

  return async () => (await graphql.request<{ me: { issue: string } }>(query)).me.issue
}
