/** keycloak-js before each `fetch`, as its documentation shows: `await keycloak.updateToken(30)`. */
export const name = 'keycloak-js updateToken'
export const doesNot = {
  all: 'gets tokens from a Keycloak server with a refresh token; a bridge cannot be put in its place',
}
