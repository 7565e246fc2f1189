/** The whole public API, in CommonJS: with `import =`, and with what is compiled to `require`. */
import { createContextClient } from 'ap-context-fetch'

import apContextFetch = require('ap-context-fetch')
import forge = require('ap-context-fetch/forge')
import testing = require('ap-context-fetch/testing')

const client: apContextFetch.ContextClient = createContextClient({ ky: { timeout: 1_000 } })
const whole: typeof apContextFetch = apContextFetch

export const types: {
  ApTokenSourceOptions: apContextFetch.ApTokenSourceOptions
  AuthorizeUrlOptions: apContextFetch.AuthorizeUrlOptions
  ConfluenceContext: apContextFetch.ConfluenceContext
  ContextClaims: apContextFetch.ContextClaims
  ContextClientOptions: apContextFetch.ContextClientOptions
  ContextFetchOptions: apContextFetch.ContextFetchOptions
  ContextTokenContext: apContextFetch.ContextTokenContext
  ContextTokenErrorCode: apContextFetch.ContextTokenErrorCode
  ContextTokenEventMap: apContextFetch.ContextTokenEventMap
  ContextTokenEventTarget: apContextFetch.ContextTokenEventTarget
  Fetch: apContextFetch.Fetch
  GetTokenOptions: apContextFetch.GetTokenOptions
  IdentityChangeDetail: apContextFetch.IdentityChangeDetail
  InstallOptions: apContextFetch.InstallOptions
  JiraContext: apContextFetch.JiraContext
  RefreshDetail: apContextFetch.RefreshDetail
  RefreshErrorDetail: apContextFetch.RefreshErrorDetail
  RefreshReason: apContextFetch.RefreshReason
  RejectedDetail: apContextFetch.RejectedDetail
  RequestSummary: apContextFetch.RequestSummary
  SessionTokenSourceOptions: apContextFetch.SessionTokenSourceOptions
  TokenCache: apContextFetch.TokenCache
  TokenCacheOptions: apContextFetch.TokenCacheOptions
  TokenRequest: apContextFetch.TokenRequest
  TokenSource: apContextFetch.TokenSource
  UntouchedDetail: apContextFetch.UntouchedDetail
  UntouchedReason: apContextFetch.UntouchedReason
  ForgeClient: forge.ForgeClient
  ForgeClientOptions: forge.ForgeClientOptions
  ForgeFetchOptions: forge.ForgeFetchOptions
  FakeAP: testing.FakeAP
  FakeAPFailure: testing.FakeAPFailure
  FakeAPForm: testing.FakeAPForm
  FakeAPOptions: testing.FakeAPOptions
  FakeBackend: testing.FakeBackend
  FakeBackendOptions: testing.FakeBackendOptions
  FakeClaims: testing.FakeClaims
  FakeContext: testing.FakeContext
  FakeForge: testing.FakeForge
  FakeForgeFailure: testing.FakeForgeFailure
  FakeForgeOptions: testing.FakeForgeOptions
  FakeRoute: testing.FakeRoute
  RecordedRequest: testing.RecordedRequest
}[] = []

export async function use(): Promise<string[]> {
  const cache = whole.createTokenCache(whole.apTokenSource())
  const response = await whole.createContextFetch(cache)('/api/notes')
  const uninstall = whole.installContextFetch(client)
  client.addEventListener('refresherror', ({ detail }) => detail.error.message.length)
  try {
    const claims = whole.decodeContextToken(await client.getToken())
    const session = whole.sessionTokenSource({ url: 'https://app.example.com/session' })
    const inForge = forge.isForge() && forge.createForgeClient({ bridge: {}, remote: 'backend' })
    if (inForge)
      return [String((await forge.createForgeFetch({ bridge: {}, remote: 'backend' })('/')).status)]
    whole.createTokenCache(session).dispose()
    const notes: string[] = await client.http('api/notes').json<string[]>()
    return [...notes, claims.iss, String(response.status)]
  } catch (error) {
    if (error instanceof whole.ContextTokenError) return [error.code]
    return whole.isContextTokenError(error) ? [error.code] : []
  } finally {
    uninstall()
  }
}

export function test(): void {
  const ap = testing.createFakeAP({ lifetime: 60_000 })
  testing.createFakeForge({ backend: testing.createFakeBackend() }).release()
  const backend = testing.createFakeBackend({ ap, routes: { '*': () => new Response('') } })
  backend.revoke(testing.createFakeToken({ iss: 'tenant' }))
}
