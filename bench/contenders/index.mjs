const files = [
  'bare-fetch',
  'ap-context-fetch',
  'ap-context-fetch-http',
  'token-per-request',
  'once-and-retry',
  'ky-plain',
  'ky-hooks',
  'wretch',
  'ofetch',
  'axios-auth-refresh',
  'oauth2-fetch',
  'azure-pipeline',
  'auth0-fetcher',
  'keycloak',
  'oidc-client',
]

/** One that is not installed takes no part, and the tables and the results say so. */
const missing = (file, { message }) => ({
  name: file,
  isMissing: true,
  doesNot: { all: `it cannot be loaded: ${message.split('\n')[0]}` },
})

export const contenders = await Promise.all(
  files.map(file => import(`./${file}.mjs`).catch(error => missing(file, error))),
)

/** Those that can take part where a token is needed. */
export const withToken = contenders.filter(({ doesNot }) => !doesNot?.all && !doesNot?.token)
export const runnable = contenders.filter(({ doesNot }) => !doesNot?.all)
