import { OAuth2Client, OAuth2Fetch } from '@badgateway/oauth2-client'
import { expiryOf } from '../support/tokens.mjs'

/** `OAuth2Fetch` as a middleware around the transport; it knows when its token expires. */
export const name = '@badgateway/oauth2-client'
export function create({ fetch, getToken, origin }) {
  const wrapper = new OAuth2Fetch({
    client: new OAuth2Client({ server: origin, clientId: 'bench' }),
    scheduleRefresh: false, // It refreshes with a refresh token, which an app in a product has none of.
    getNewToken: async () => {
      const accessToken = await getToken()
      return { accessToken, expiresAt: expiryOf(accessToken), refreshToken: null }
    },
  })
  const send = wrapper.mw()
  return { request: (url, init) => send(new Request(url, init), request => fetch(request)) }
}
