/** keycloak-js before each `fetch`, as its documentation shows: `await keycloak.updateToken(30)`. */
export const name = 'keycloak-js updateToken'
export const doesNot = {
  all: 'refreshes with a refresh token against a Keycloak server, and wants a login page: a context token has neither',
}
