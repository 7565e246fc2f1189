import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fileOf, pageOf } from './pages.js'

type Row = Record<string, string | number> & { contender: string }

const results: Record<string, { rows: Row[] }> = JSON.parse(
  readFileSync(fileOf('bench/results.json'), 'utf8'),
)

/** By the bench's name of each: what the page calls it, and its name in the case `size` where that differs. */
const ways: [contender: string, label: string, size?: string][] = [
  ['ap-context-fetch', '**this package**, `client.fetch`', 'ap-context-fetch, client.fetch without ky'],
  ['ap-context-fetch, client.http', '**this package**, `client.http`', 'ap-context-fetch, everything'],
  ['getToken before each request', '`getToken` before each request'],
  ['get once, retry a 401 (by hand)', 'once, and again after a 401'],
  ['ky with hooks', 'ky with hooks'],
  ['axios + axios-auth-refresh', 'axios with axios-auth-refresh'],
  ['@badgateway/oauth2-client', 'OAuth2Fetch'],
  ['@auth0/auth0-spa-js createFetcher', 'auth0-spa-js, `createFetcher` that keeps its first token'],
]

function figure(name: string, contender: string, column: string): number | undefined {
  const value = results[name]?.rows.find(row => row.contender === contender)?.[column]
  return value === undefined ? undefined : Number(value)
}

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')

const columns = ['way', 'asked', 'cold', 'waited', 'slowest', '401s', 'added', 'size']

function figuresOf([contender, label, size = contender]: (typeof ways)[number]): string[] {
  const known = (name: string, column: string): number => {
    const value = figure(name, contender, column)
    if (value === undefined) throw new Error(`The bench has no ${column} of ${contender}`)
    return value
  }
  const bytes = figure('size', size, 'gzip -9') // Code of two lines has none.
  return [
    label,
    grouped(known('bridgeCalls', 'calls for 10 000 requests, ten tokens of 14 fresh minutes')),
    grouped(known('bridgeCalls', 'calls for 1 000 at once from cold')),
    grouped(known('rollover', 'delayed')),
    `${known('rollover', 'ms p99')} ms`,
    grouped(known('storm', '401s seen by the app')),
    `${known('overhead', 'µs added')} µs`,
    bytes === undefined ? 'none' : `${(bytes / 1000).toFixed(1)} kB`,
  ]
}

const line = (cells: string[]) => `| ${cells.join(' | ')} |`
const table = [columns, ['---', ...Array(7).fill('---:')], ...ways.map(figuresOf)].map(line)

/** After a run of the bench, `npm run test:pages -- why-not -u` writes its figures into the page. */
test('the figures of docs/why-not.md are the bench’s', async () => {
  const { text } = pageOf('docs/why-not.md')
  const withFigures = text.replace(
    /(<!-- bench\/results\.json -->\n)(\|.*\n)*/,
    (_, marker) => `${marker}${table.join('\n')}\n`,
  )
  expect(withFigures).toContain(table.join('\n'))
  await expect(withFigures).toMatchFileSnapshot(fileOf('docs/why-not.md'))
})

test('what docs/why-not.md says in words is so in the figures', () => {
  const others = ways.slice(2).map(([contender]) => contender)
  const ours = 'ap-context-fetch'
  // “the least of all that retry”
  const added = (contender: string) => figure('overhead', contender, 'µs added') ?? 0
  const byHand = 'get once, retry a 401 (by hand)'
  const retrying = others.filter(
    name => name !== 'getToken before each request' && name !== '@auth0/auth0-spa-js createFetcher',
  )
  expect(Math.min(added(ours), ...retrying.map(added))).toBe(added(byHand))
  // “those are the app's to handle”
  expect(figure('storm', 'axios + axios-auth-refresh', '401s seen by the app')).toBeGreaterThan(0)
  // “one call of the bridge for each request that is refused”
  expect(figure('storm', 'ky with hooks', 'source calls')).toBe(1000)
  // “caches, joins calls … here requests wait at each expiry”
  expect(figure('bridgeCalls', '@badgateway/oauth2-client', 'calls for 1 000 at once from cold')).toBe(1)
  expect(figure('rollover', '@badgateway/oauth2-client', 'delayed')).toBeGreaterThan(0)
})
