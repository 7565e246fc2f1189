import { Auth0Client } from '@auth0/auth0-spa-js'

/**
 * `createFetcher` of auth0-spa-js with a token factory of one's own, which is asked for each request; caching is
 * the factory's affair, so it holds the token as the hand-written code does. It has no retry with another token.
 */
export const name = '@auth0/auth0-spa-js createFetcher'
export function create({ fetch, getToken }) {
  globalThis.window ??= globalThis // It looks for `window.crypto`.
  let token
  const auth0 = new Auth0Client({ domain: 'bench.test', clientId: 'bench', cacheLocation: 'memory' })
  const fetcher = auth0.createFetcher({
    fetch: request => fetch(request),
    getAccessToken: async () => {
      token ??= await getToken()
      return token
    },
  })
  return { request: (url, init) => fetcher.fetchWithAuth(url, init) }
}
export const doesNot = { retry: 'keeps its token forever' }
