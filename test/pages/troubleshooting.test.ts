import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createContextClient, isContextTokenError } from '../../src/index.js'
import {
  createFakeAP,
  createFakeBackend,
  createFakeToken,
  type FakeAPFailure,
} from '../../src/testing/index.js'
import { blockOf, pageOf, run } from './pages.js'

const page = 'docs/troubleshooting.md'
const baseUrl = 'https://app.example.com'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** What a request that cannot have its token says. */
async function messageOf(options: Parameters<typeof createContextClient>[0]): Promise<string> {
  const client = createContextClient({ baseUrl, ...options })
  const failed = client.fetch('/api/notes').then(
    () => 'no error',
    error => error.message,
  )
  await vi.advanceTimersByTimeAsync(8000)
  const message = await failed
  client.dispose()
  return message
}

const withBridge = (failure: FakeAPFailure) => () => {
  const ap = createFakeAP()
  ap.failNext(failure)
  vi.stubGlobal('AP', ap)
  return messageOf({})
}
const withSource = (getToken: () => unknown) => () => messageOf({ getToken: getToken as () => string })

/** How to get to see each message that the page quotes. */
const provoked: [quote: string, provoke: () => Promise<string>][] = [
  ['AP.context.getToken did not answer within 8000 ms.', withBridge('hang')],
  ['The token source did not answer within 8000 ms.', withSource(() => new Promise(() => {}))],
  ['AP.context.getToken is not there. Check that the page loads all.js', () => messageOf({})],
  [
    'AP.context.getToken is not there, though AP is.',
    () => {
      vi.stubGlobal('AP', {})
      return messageOf({})
    },
  ],
  ['AP.context.getToken failed. Check that the app is installed', withBridge('reject')],
  [
    'The token source failed.',
    withSource(() => {
      throw new Error('no')
    }),
  ],
  [
    'The token source returned no token: expected a JWT as a string, got',
    withSource(() => ({ token: createFakeToken() })),
  ],
  ['The token source returned a string that is no JWT', withSource(() => `JWT ${createFakeToken()}`)],
  [
    'Malformed token: expected three base64url parts, the second a JSON object.',
    async () => {
      const client = createContextClient({ baseUrl, getToken: () => 'a.b.c' })
      return client.getClaims().catch(error => error.message)
    },
  ],
  [
    'The client was disposed.',
    async () => {
      const client = createContextClient({ baseUrl, getToken: () => createFakeToken() })
      client.dispose()
      return client.fetch('/api/notes').catch(error => error.message)
    },
  ],
  [
    'Failed to parse URL from /api/notes',
    async () => {
      const client = createContextClient({ getToken: () => createFakeToken() })
      return client.fetch('/api/notes').catch(error => error.message)
    },
  ],
]

test.each(provoked)('docs/troubleshooting.md: “%s” is what one sees', async (quote, provoke) => {
  expect(await provoke()).toContain(quote)
})

test('docs/troubleshooting.md quotes no other message', () => {
  const quoted = [...pageOf(page).prose.matchAll(/^> (.*)$/gm)].map(([, quote]) => quote)
  expect(quoted.sort()).toEqual(provoked.map(([quote]) => quote).sort())
})

test('docs/troubleshooting.md: its listeners tell why a request went without its token, and what became of another', async () => {
  const ap = createFakeAP()
  vi.stubGlobal('AP', ap)
  const backend = createFakeBackend({ ap, routes: { 'GET /api/notes': () => Response.json([]) } })
  const client = createContextClient({ baseUrl, fetch: backend.fetch })
  const told: unknown[] = []
  const console = { debug: (...values: unknown[]) => told.push(values) }
  await run(blockOf(page, 'console.debug'), { client, console })
  await client.fetch('https://api.example.com/api/notes?secret')
  await client.fetch('/api/notes')
  backend.revoke(ap.issued[0] ?? '')
  await client.fetch('/api/notes')
  expect(told).toEqual([
    ['untouched', { url: 'https://api.example.com/api/notes', reason: 'origin' }],
    ['refresh', expect.objectContaining({ reason: 'initial' })],
    ['refresh', expect.objectContaining({ reason: 'rejected' })],
    ['rejected', { url: `${baseUrl}/api/notes`, status: 401, retried: true }],
  ])
  client.dispose()
})

test('docs/troubleshooting.md: an error loses its code on the way to another window, and what is sent keeps it', async () => {
  const { port1, port2 } = new MessageChannel()
  const received: MessageEvent[] = []
  const arrived = new Promise<void>(resolve => {
    port2.onmessage = event => {
      if (received.push(event) === 2) resolve()
    }
  })
  const client = createContextClient({ baseUrl, getToken: () => 'no JWT' })
  const error = await client.fetch('/api/notes').catch(error => error)
  expect(isContextTokenError(error)).toBe(true)
  port1.postMessage(error)
  const parent = { postMessage: (message: object) => port1.postMessage(message) }
  await run(blockOf(page, 'postMessage({ code'), { client, parent, origin: baseUrl })
  await arrived
  const [copy, sent] = received.map(({ data }) => data)
  expect(copy.message).toBe(error.message)
  expect([copy.code, isContextTokenError(copy)]).toEqual([undefined, false])
  expect(sent).toEqual({ code: 'malformed-token', message: error.message })
  for (const port of [port1, port2]) port.close()
  client.dispose()
})
