import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { product } from '../../support/product.mjs'
import { versionOf } from '../../support/version-of.mjs'
import { buildPages } from './build.mjs'

const serviceWorker = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'))
const pages = await buildPages('beside/main.ts', ['beside'], [serviceWorker])
afterAll(pages.remove)
const held = product({ lifetime: 60, latency: 20, publicDir: pages.folder }, { sendsElsewhere: true })

const libraries = [
  'opentelemetry-fetch-0203',
  'opentelemetry-fetch',
  'opentelemetry-xhr-0203',
  'opentelemetry-xhr',
  '@sentry/browser',
  '@datadog/browser-rum',
  '@elastic/apm-rum',
  '@newrelic/browser-agent',
  'zone.js',
  '@mswjs/interceptors',
  'msw',
  'pace-js',
  'xhook',
]
const ways = ['client.fetch', 'client.http', 'fetch', 'XMLHttpRequest']
const bodies = {
  'client.fetch': ['text', 'request'],
  'client.http': ['', '{"a":1}'],
  fetch: ['text', 'request'],
  XMLHttpRequest: ['', 'text'],
}

/** A class of its own in place of `XMLHttpRequest`, whose instances do not inherit from it: the install says so. */
const isStandIn = ({ library, order }) => ['pace-js', 'xhook'].includes(library) && order === 'before'

/** Sends a request, and tells its status, and those of the requests that arrived, whose last one came whole. */
async function send(frame, way, index) {
  const { received } = held.demo
  const before = received.length
  const status = await frame.evaluate(([way, index]) => globalThis.demo.send(way, index), [way, index])
  const arrived = received.slice(before).filter(({ url }) => url === '/api/echo')
  const last = arrived.at(-1)
  if (last?.status === 200) expect(String(last.body), `${way} ${index}`).toBe(bodies[way][index])
  return { status, arrived: arrived.map(({ status }) => status) }
}

/** Whether the token arrives each time, and another one after the first was revoked. */
async function carries(frame, way) {
  for (const index of bodies[way].keys()) {
    const plain = await send(frame, way, index)
    if (plain.status !== 200 || plain.arrived.join() !== '200') return JSON.stringify(plain)
    held.demo.revokeCurrent()
    const revoked = await send(frame, way, index)
    // An XMLHttpRequest is not sent again (U3): the next one has another token.
    const expected =
      way === 'XMLHttpRequest' ? { status: 401, arrived: [401] } : { status: 200, arrived: [401, 200] }
    if (JSON.stringify(revoked) !== JSON.stringify(expected)) return JSON.stringify(revoked)
    if (way === 'XMLHttpRequest' && (await send(frame, way, index)).status !== 200) return 'no second token'
  }
  return 'yes'
}

/** @type {Record<string, string>[]} */
const rows = []

test.each(libraries.flatMap(library => ['before', 'after'].map(order => ({ library, order }))))(
  'F13, U2: $library, started $order the install, lets the token through',
  async ({ library, order }) => {
    const query = new URLSearchParams({ library, order })
    const [page, frame] = await held.open(`/beside.html?${query}`)
    const { hasChanged, warnings } = await frame.evaluate(() => globalThis.demo)
    expect(hasChanged).toBe(true)
    const row = { library, version: versionOf(library, import.meta.url), started: order }
    for (const way of ways) row[way] = await carries(frame, way)
    const seenByMsw = await frame.evaluate(() => globalThis.demo.seenByMsw)
    expect(seenByMsw.filter(authorization => !authorization?.startsWith('JWT '))).toEqual([])
    expect(seenByMsw).toHaveLength(library === 'msw' ? 24 : 0)
    await page.close()

    const standsIn = isStandIn({ library, order })
    expect(warnings.some(text => text.includes('XMLHttpRequest'))).toBe(standsIn)
    for (const way of ways) {
      if (standsIn && way === 'XMLHttpRequest') {
        expect(row[way]).toBe('{"status":401,"arrived":[401]}')
        row[way] = '**no**'
      } else expect(row[way], way).toBe('yes')
    }
    rows.push(row)
  },
)

const begin = '<!-- written by the tests -->\n'
const end = '<!-- until here -->'

/** `npm run test:libraries -- beside -u` writes the table into the page. */
test('docs/libraries.md has this table', async () => {
  console.table(rows)
  expect(rows).toHaveLength(2 * libraries.length)
  const path = fileURLToPath(new URL('../../../docs/libraries.md', import.meta.url))
  const text = readFileSync(path, 'utf8')
  const columns = ['library', 'version', 'started', ...ways]
  const line = cells => `| ${cells.join(' | ')} |\n`
  const code = name => (name === 'library' || name === 'version' || name === 'started' ? name : `\`${name}\``)
  const table = [
    columns.map(code),
    columns.map(() => '---'),
    ...rows.map(row => columns.map(name => row[name])),
  ]
  const [before, rest = ''] = text.split(begin)
  const [, after = ''] = rest.split(end)
  await expect(`${before}${begin}${table.map(line).join('')}${end}${after}`).toMatchFileSnapshot(path)
})
