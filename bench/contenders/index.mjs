import * as contextFetch from './ap-context-fetch.mjs'
import * as http from './ap-context-fetch-http.mjs'
import * as auth0 from './auth0-fetcher.mjs'
import * as axios from './axios-auth-refresh.mjs'
import * as bare from './bare-fetch.mjs'
import * as keycloak from './keycloak.mjs'
import * as kyHooks from './ky-hooks.mjs'
import * as kyPlain from './ky-plain.mjs'
import * as oauth2 from './oauth2-fetch.mjs'
import * as ofetch from './ofetch.mjs'
import * as oidc from './oidc-client.mjs'
import * as once from './once-and-retry.mjs'
import * as perRequest from './token-per-request.mjs'

export const contenders = [
  bare,
  contextFetch,
  http,
  perRequest,
  once,
  kyPlain,
  kyHooks,
  ofetch,
  axios,
  oauth2,
  auth0,
  keycloak,
  oidc,
]

/** Those that can take part where a token is needed. */
export const withToken = contenders.filter(({ doesNot }) => !doesNot?.all && !doesNot?.token)
export const runnable = contenders.filter(({ doesNot }) => !doesNot?.all)
