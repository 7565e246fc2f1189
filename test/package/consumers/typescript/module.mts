/** The whole public API, in an ES module. */
import {
  type ApTokenSourceOptions,
  type AuthorizeUrlOptions,
  apTokenSource,
  type ConfluenceContext,
  type ContextClaims,
  type ContextClient,
  type ContextClientOptions,
  type ContextFetchOptions,
  type ContextTokenContext,
  ContextTokenError,
  type ContextTokenErrorCode,
  type ContextTokenEventMap,
  type ContextTokenEventTarget,
  createContextClient,
  createContextFetch,
  createTokenCache,
  decodeContextToken,
  type Fetch,
  type GetTokenOptions,
  type IdentityChangeDetail,
  type InstallOptions,
  installContextFetch,
  isContextTokenError,
  type JiraContext,
  type RefreshDetail,
  type RefreshErrorDetail,
  type RefreshReason,
  type RejectedDetail,
  type RequestSummary,
  type SessionTokenSourceOptions,
  sessionTokenSource,
  type TokenCache,
  type TokenCacheOptions,
  type TokenRequest,
  type TokenSource,
  type UntouchedDetail,
  type UntouchedReason,
} from 'ap-context-fetch'
import {
  createForgeClient,
  createForgeFetch,
  type ForgeClient,
  type ForgeClientOptions,
  type ForgeFetchOptions,
  isForge,
} from 'ap-context-fetch/forge'
import {
  createFakeAP,
  createFakeBackend,
  createFakeForge,
  createFakeToken,
  type FakeAP,
  type FakeAPFailure,
  type FakeAPForm,
  type FakeAPOptions,
  type FakeBackend,
  type FakeBackendOptions,
  type FakeClaims,
  type FakeContext,
  type FakeForge,
  type FakeForgeFailure,
  type FakeForgeOptions,
  type FakeRoute,
  type RecordedRequest,
} from 'ap-context-fetch/testing'

// Stage by stage.
const sourceOptions: ApTokenSourceOptions = { tokenTimeout: 8_000 }
const bridge: TokenSource = apTokenSource(sourceOptions)
const source: TokenSource = async ({ signal, reason }: TokenRequest) => {
  const why: RefreshReason = reason
  const response = await fetch(`/token?why=${why}`, { signal })
  return response.text()
}
const cacheOptions: TokenCacheOptions = { refreshLeeway: 60_000, expiryMargin: 5_000, prefetch: false }
const tokens: TokenCache = createTokenCache(source, cacheOptions)
const fetchOptions: ContextFetchOptions = {
  baseUrl: new URL('https://app.example.com'),
  allowedOrigins: ['https://app.example.com', new URL('https://api.example.com')],
  scheme: 'Bearer',
  isRejected: response => response.status === 401,
  fetch: globalThis.fetch,
}
const contextFetch: typeof fetch = createContextFetch(tokens, fetchOptions)

// All in one.
const options: ContextClientOptions = {
  ...cacheOptions,
  ...fetchOptions,
  getToken: bridge,
  ky: { retry: 2, hooks: { beforeRequest: [({ request }) => request.headers.set('x-app', 'notes')] } },
}
export const client: ContextClient = createContextClient(options)
const install: InstallOptions = { fetch: true, xhr: false }
const uninstall: () => void = installContextFetch(client, install)

interface Note {
  text: string
}

export async function use({ signal }: AbortController): Promise<Note[]> {
  const waiting: GetTokenOptions = { signal }
  const link: AuthorizeUrlOptions = { parameter: 'token', signal }
  const claims: ContextClaims = await client.getClaims(waiting)
  const context: ContextTokenContext | undefined = claims.context
  const jira: JiraContext | undefined = context?.jira
  const confluence: ConfluenceContext | undefined = context?.confluence
  const token: string = await client.getToken(waiting)
  const unknown: unknown = decodeContextToken(token)['a claim of tomorrow']
  const expiresAt: number | undefined = client.tokens.expiresAt
  client.tokens.invalidate(client.tokens.peek() ?? (await client.tokens.refresh(waiting)))
  const url: URL = await client.authorizeUrl('/download', link)
  const response: Response = await contextFetch(url, { method: 'POST', body: new FormData(), signal })
  const sent: Response = await client.fetch(new Request('/api/notes'))
  const http: Note[] = await client.http.get<Note[]>('api/notes', { searchParams: { of: claims.iss } }).json()
  console.log(
    claims.sub?.length,
    jira?.issue?.key,
    confluence?.space?.id,
    unknown,
    expiresAt,
    response.ok,
    sent.ok,
  )
  uninstall()
  client.dispose()
  return http
}

// A transport is no more than what is used of `fetch`.
const transport: Fetch = async (input, init) => new Response(init?.method ?? String(input))
export const withRules: ContextFetchOptions = {
  takesToken: ({ url, method }: RequestSummary) => method === 'GET' || url.pathname.startsWith('/api/'),
  isRejected: async response => response.status === 403 && (await response.clone().text()) === 'expired',
  fetch: transport,
}

// Events need no cast, on the client and on the cache.
client.addEventListener('refresh', ({ detail }) => detail.expiresAt.toFixed())
client.tokens.addEventListener('refresherror', ({ detail }) => detail.error.code, { once: true })
export function listen(target: ContextTokenEventTarget): void {
  target.addEventListener('rejected', ({ detail: { url, status, retried } }: CustomEvent<RejectedDetail>) => {
    console.log(url.length, status.toFixed(), retried === true)
  })
  const remembered: { refresh?: RefreshDetail; refresherror?: RefreshErrorDetail } = {}
  const remember = (event: ContextTokenEventMap['refresh']) => {
    remembered.refresh = event.detail
  }
  target.addEventListener('untouched', ({ detail }: CustomEvent<UntouchedDetail>) => {
    const reason: UntouchedReason = detail.reason
    console.log(detail.url.length, reason)
  })
  target.addEventListener('identitychange', ({ detail }: CustomEvent<IdentityChangeDetail>) => {
    console.log(detail.claims.includes('sub'))
  })
  target.addEventListener('refresh', remember)
  target.removeEventListener('refresh', remember)
}

export function explain(error: unknown): ContextTokenErrorCode | undefined {
  if (error instanceof ContextTokenError) return error.code
  return isContextTokenError(error) ? error.code : undefined
}

// The test kit.
const form: FakeAPForm = 'both-forms'
const failure: FakeAPFailure = 'hang'
const claims: FakeClaims = { sub: undefined, context: { confluence: { space: { key: 'DOCS' } } } }
const fakeOptions: FakeAPOptions = { lifetime: 60_000, latency: 0, claims, form }
const ap: FakeAP = createFakeAP(fakeOptions)
const context: FakeContext = ap.context
const route: FakeRoute = async (request, { sub }) => Response.json([await request.text(), sub])
const backendOptions: FakeBackendOptions = { ap, scheme: 'JWT', routes: { 'POST /api/notes': route } }
const backend: FakeBackend = createFakeBackend(backendOptions)
const requests: readonly RecordedRequest[] = backend.requests
const restore: (() => void)[] = [ap.install(), backend.install(globalThis)]

ap.failNext(failure, 2)
ap.release()
backend.revoke(ap.issued[0] ?? createFakeToken(claims))
context.getToken((token?: string) => console.log(token?.length, ap.calls, requests[0]?.body.byteLength))
for (const undo of restore) undo()
createContextClient({ fetch: backend.fetch })

// Forge, and a token of the app's own backend.
const forgeOptions: ForgeFetchOptions = { bridge: {}, remote: 'backend', baseUrl: 'https://app.example.com' }
const forgeClientOptions: ForgeClientOptions = { ...forgeOptions, ky: { retry: 1 } }
export const either: ForgeClient | ContextClient = isForge()
  ? createForgeClient(forgeClientOptions)
  : createContextClient()
const sessionOptions: SessionTokenSourceOptions = {
  url: 'https://app.example.com/session',
  proof: null,
  fetch: createForgeFetch(forgeOptions),
}
export const sessions: TokenSource = sessionTokenSource(sessionOptions)
const fakeForgeOptions: FakeForgeOptions = {
  backend: createFakeBackend({ scheme: 'Bearer' }),
  accountId: null,
}
export const fakeForge: FakeForge = createFakeForge(fakeForgeOptions)
const forgeFailure: FakeForgeFailure = 'hang'
fakeForge.failNext(forgeFailure)
