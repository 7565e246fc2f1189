import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client'
import type { ContextClient } from 'ap-context-fetch'

const query: TypedDocumentNode<{ me: { issue: string } }> = gql`{ me { issue } }`

export function createReader(client: ContextClient) {
  const apollo = new ApolloClient({
    link: new HttpLink({ uri: '/api/graphql', fetch: client.fetch }),
    cache: new InMemoryCache(),
  })

  return async () => {
    const { data } = await apollo.query({ query, fetchPolicy: 'network-only' })
    return data?.me.issue
  }
}
