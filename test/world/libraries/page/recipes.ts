import type { ContextClient } from 'ap-context-fetch'
import { allowHtml } from './allow-html.js'

/** Sends one request by a library, and returns the key of the issue that the backend read in the token. */
export type Read = () => Promise<string | null | undefined>

type CreateReader = (client: ContextClient) => Read | Promise<Read>

/** How each library reads, by the name of its page. */
export const libraries: Record<string, () => Promise<{ createReader: CreateReader }>> = {
  ky: () => import('../recipes/ky.js'),
  axios: () => import('../recipes/axios.js'),
  'axios-xhr': () => import('../recipes/axios-xhr.js'),
  ofetch: () => import('../recipes/ofetch.js'),
  'openapi-fetch': () => import('../recipes/openapi-fetch.js'),
  'apollo-client': () => import('../recipes/apollo-client.js'),
  urql: () => import('../recipes/urql.js'),
  'graphql-request': () => import('../recipes/graphql-request.js'),
  trpc: () => import('../recipes/trpc.js'),
  'fetch-event-source': () => import('../recipes/fetch-event-source.js'),
  tus: () => import('../recipes/tus.js'),
  'pdf-js': () => import('./pdf-js.js'),
  'tanstack-query': () => import('./tanstack-query.js'),
  swr: () => import('./swr.js'),
  react: () => import('./react.js'),
  vue: () => import('./vue.js'),
  jquery: () => import('../recipes/jquery.js'),
  htmx() {
    allowHtml()
    return import('./htmx.js')
  },
  'htmx-2'() {
    allowHtml()
    return import('./htmx-2.js')
  },
}
