import type { authentication } from '@microsoft/teams-js'
import { Window } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ContextClient } from '../../src/index.js'
import {
  createFakeAP,
  createFakeBackend,
  createFakeForge,
  createFakeToken,
  type FakeClaims,
  type FakeRoute,
} from '../../src/testing/index.js'

const url = 'https://app.example.com/api/notes'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', new URL(url))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** A host that signs tokens for a minute, and the app's backend, which knows these. */
function openHost(claims: FakeClaims = {}) {
  const issued: string[] = []
  const issue = () => {
    const exp = Math.floor(Date.now() / 1000) + 60
    const token = createFakeToken({ exp, jti: String(issued.length), ...claims })
    issued.push(token)
    return token
  }
  const backend = createFakeBackend({
    ap: { issued },
    scheme: 'Bearer',
    routes: { 'GET /api/notes': () => Response.json(['Ship it']) },
  })
  vi.stubGlobal('fetch', backend.fetch)
  return { issue, issued, backend, statuses: () => backend.requests.map(({ status }) => status) }
}

/** Three requests of each of three token lifetimes, and one whose token was refused. */
async function live(client: ContextClient, { backend, issued }: ReturnType<typeof openHost>) {
  for (let minute = 0; minute < 3; minute++) {
    for (let request = 0; request < 3; request++) expect((await client.fetch(url)).status).toBe(200)
    await vi.advanceTimersByTimeAsync(60_000)
  }
  await client.fetch(url)
  backend.revoke(issued.at(-1) ?? '')
  expect((await client.fetch(url)).status).toBe(200)
  client.dispose()
}

test('Shopify: one ID token per lifetime, none rejected but the one that was revoked', async () => {
  const host = openHost()
  const idToken = vi.fn(async () => host.issue())
  vi.stubGlobal('shopify', { idToken })
  const { client } = await import('./recipes/shopify.js')
  await live(client, host)
  expect(host.statuses().filter(status => status !== 200)).toEqual([401])
  expect(idToken.mock.calls.length).toBeLessThanOrEqual(8)
})

const teams = vi.hoisted(() => ({
  app: { initialize: async () => {} },
  authentication: { getAuthToken: async (): Promise<string> => '' },
}))
vi.mock('@microsoft/teams-js', () => teams)

test('Microsoft Teams: asked after initialize(), one token per lifetime', async () => {
  const host = openHost()
  const order: string[] = []
  vi.spyOn(teams.app, 'initialize').mockImplementation(async () => void order.push('initialize'))
  const getAuthToken: typeof authentication.getAuthToken = async () => {
    order.push('getAuthToken')
    return host.issue()
  }
  vi.spyOn(teams.authentication, 'getAuthToken').mockImplementation(getAuthToken)
  const { client } = await import('./recipes/teams.js')
  await live(client, host)
  expect(host.statuses().filter(status => status !== 200)).toEqual([401])
  expect(order.slice(0, 2)).toEqual(['initialize', 'getAuthToken'])
})

test('Microsoft Teams: its cache has nothing but the rejected token, so the app gets the 401', async () => {
  const host = openHost()
  const kept = host.issue()
  vi.spyOn(teams.authentication, 'getAuthToken').mockImplementation(async () => kept)
  const { client } = await import('./recipes/teams.js')
  await client.fetch(url)
  host.backend.revoke(kept)
  expect((await client.fetch(url)).status).toBe(401)
  expect(host.statuses()).toEqual([200, 401])
  client.dispose()
})

interface MondayMessage {
  method: string
  requestId: string
  args: { type: string }
}

test('monday.com: the real SDK, answered by its parent window; tokens with no iat', async () => {
  const host = openHost({ iat: undefined, dat: { user_id: 1, account_id: 2 } })
  const window = new Window({ url })
  const postMessage = ({ method, requestId, args }: MondayMessage) => {
    if (method !== 'get' || args.type !== 'sessionToken') return
    const data = { requestId, type: 'sessionToken', data: host.issue() }
    queueMicrotask(() => window.dispatchEvent(new window.MessageEvent('message', { data })))
  }
  Object.defineProperty(window, 'parent', { value: { postMessage } })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
  const { client } = await import('./recipes/monday.js')
  await live(client, host)
  expect(host.statuses().filter(status => status !== 200)).toEqual([401])
})

/** What the page does, whatever host shows it. */
async function readAndWrite({
  http,
  getClaims,
}: Pick<ContextClient, 'http'> & { getClaims(): Promise<object> }) {
  const notes = await http('api/notes').json()
  const made = await http.post('api/notes', { json: { text: 'Ship it' } }).json()
  return { notes, made, claims: await getClaims() }
}

const routes: Record<string, FakeRoute> = {
  'GET /api/notes': () => Response.json(['Ship it']),
  'POST /api/notes': async request => Response.json(await request.json(), { status: 201 }),
  'POST /session': () => Response.json({ token: createFakeToken({ sub: 'of the session' }) }),
  'PUT /api/file': async request => new Response(await request.arrayBuffer()),
}
const context = { jira: { issue: { key: 'DEMO-1' } } }
const answers = { notes: ['Ship it'], made: { text: 'Ship it' } }

test('G7: Connect and Forge: the same page code, and the same recipe, on the bridge of either', async () => {
  vi.useRealTimers()
  const ap = createFakeAP({ claims: { sub: 'me', context } })
  const connect = createFakeBackend({ ap, routes })
  vi.stubGlobal('fetch', connect.fetch)
  const restoreAP = ap.install()
  const inConnect = (await import('./recipes/forge.js')).client
  expect(await readAndWrite(inConnect)).toMatchObject({ ...answers, claims: { sub: 'me', context } })
  inConnect.dispose()
  restoreAP()

  vi.resetModules()
  const remote = createFakeBackend({ scheme: 'Bearer', routes })
  const forge = createFakeForge({ backend: remote, accountId: 'me', context: context.jira })
  const restoreForge = forge.install()
  try {
    const inForge = (await import('./recipes/forge.js')).client
    expect(await readAndWrite(inForge)).toEqual({ ...answers, claims: { sub: 'me', context } })
    expect(remote.requests.map(({ status }) => status)).toEqual([200, 201])

    // G8: what the bridge cannot carry goes straight to the backend, with a token that came through the bridge.
    vi.stubGlobal('fetch', remote.fetch)
    const { files } = await import('./recipes/forge-session.js')
    const bytes = Uint8Array.of(0, 255, 128)
    const sent = await files.fetch('/api/file', { method: 'PUT', body: bytes })
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(bytes)
    expect(remote.requests.at(-1)?.headers.get('authorization')).toBe(`Bearer ${files.tokens.peek()}`)
    files.dispose()
  } finally {
    restoreForge()
  }
})
