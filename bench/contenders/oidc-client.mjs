/** oidc-client-ts: `signinSilent()` before each `fetch` whose token has expired. */
export const name = 'oidc-client-ts'
export const doesNot = {
  all: 'takes tokens from an OpenID provider by redirect, popup or refresh token only: no other source can be given',
}
