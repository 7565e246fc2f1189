/** oidc-client-ts: `signinSilent()` before each `fetch` whose token has expired. */
export const name = 'oidc-client-ts'
export const doesNot = {
  all: 'gets tokens from an OpenID provider by redirect, popup or refresh token; a bridge cannot be put in its place',
}
