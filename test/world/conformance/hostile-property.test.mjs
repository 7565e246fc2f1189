import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createContextFetch, createTokenCache } from '../../../src/index.ts'
import { hostileUrls } from './hostile-urls.mjs'
import { parseUrl, sent } from './sent.mjs'
import { printTable } from './table.mjs'
import { createToken } from './tokens.mjs'

const page = 'https://app.example.com/panel/page.html'
const allowed = new Set([new URL(page).origin, 'http://localhost:4101', 'https://api.example.com:8443'])
const token = createToken()

/** What URLs are made of, and what parsers stumble over; put together in any order. */
const fragments = fc.constantFrom(
  ...['https:', 'http:', 'HTTPS:', 'ht\ttps:', 'blob:', 'data:', 'wss:', 'file:', 'javascript:'],
  ...['/', '//', '\\', '/\\', '\t', '\n', '\r', ' ', '?', '#', '@', ':', '.', '..', '%', '%2f', '%40', '%2e'],
  ...[
    'app.example.com',
    'App.Example.Com',
    'api.example.com',
    'localhost',
    'example.com',
    'evil.test',
    'com',
  ],
  ...[
    ':8443',
    ':443',
    ':4101',
    ':80',
    ':0443',
    '[::1]',
    '127.0.0.1',
    'user',
    'x',
    '\u3002',
    '\u00ad',
    '\uff41',
  ],
)
const pieces = fc.array(fragments, { maxLength: 9 }).map(parts => parts.join(''))
/** A known URL with something put in somewhere. */
const mutated = fc
  .tuple(
    fc.constantFrom(...Object.values(hostileUrls(page)), ...[...allowed].map(origin => `${origin}/x`)),
    fc.nat(60),
    fc.oneof(fragments, fc.string({ unit: 'binary', maxLength: 2 })),
  )
  .map(([url, at, piece]) => url.slice(0, at) + piece + url.slice(at))
const urls = fc.oneof(
  pieces,
  mutated,
  fc.webUrl({ withQueryParameters: true }),
  fc.string({ unit: 'binary' }),
)
const ways = fc.constantFrom('string', 'URL', 'Request')

test('F2: for any text, the token is attached just where the platform resolves it to an allowed origin', async () => {
  const requests = []
  const transport = async (...args) => {
    requests.push(sent(args, page))
    return new Response()
  }
  const tokens = createTokenCache(() => token)
  const fetch = createContextFetch(tokens, { baseUrl: page, allowedOrigins: [...allowed], fetch: transport })
  await tokens.get()
  const counts = { environment: 'Node', texts: 0, 'with the token': 0, leaks: 0 }

  const property = fc.asyncProperty(urls, ways, async (text, way) => {
    const url = parseUrl(text, page)
    const input = toInput(text, url, way)
    requests.length = 0
    await fetch(input).catch(() => {})
    counts.texts++
    const isExpected = url !== undefined && url.protocol !== 'blob:' && allowed.has(url.origin)
    for (const request of requests) {
      const isSafe = request.url !== undefined && allowed.has(new URL(request.url).origin)
      if (request.text.includes(token)) counts[isSafe ? 'with the token' : 'leaks']++
      expect(request.authorization).toBe(isExpected ? `JWT ${token}` : null)
      if (isExpected) expect(new URL(request.url).href.split('#')[0]).toBe(url.href.split('#')[0])
    }
    expect(requests).toHaveLength(1)
  })
  await fc.assert(property, { numRuns: 20_000 })
  printTable('Hostile origins, as a property', [counts])
  expect(counts.leaks).toBe(0)
  expect(counts['with the token']).toBeGreaterThan(1000)
  tokens.dispose()
}, 120_000)

/** The text as the caller might hand it over; as a text, where the platform makes nothing else of it. */
function toInput(text, url, way) {
  if (way === 'string' || url === undefined) return text
  if (way === 'URL' || url.username || url.password) return url
  return new Request(url)
}
