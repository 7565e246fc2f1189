import { createContextClient, sessionTokenSource } from 'ap-context-fetch'
import { createForgeFetch } from 'ap-context-fetch/forge'

const baseUrl = 'https://app.example.com'
const bridge = () => import('@forge/bridge')

/** Asks the backend for a token through the bridge, and sends the rest straight to it. */
export const files = createContextClient({
  getToken: sessionTokenSource({
    url: `${baseUrl}/session`,
    proof: null,
    fetch: createForgeFetch({ bridge, remote: 'backend', baseUrl }),
  }),
  baseUrl,
  scheme: 'Bearer',
})
