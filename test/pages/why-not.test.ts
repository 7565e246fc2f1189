import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fileOf } from './pages.js'

type Row = Record<string, unknown> & { contender: string }
const results: Record<string, { rows: Row[] }> = JSON.parse(
  readFileSync(fileOf('bench/results.json'), 'utf8'),
)

const rowOf = (name: string, contender: string): Row | undefined =>
  results[name]?.rows.find(row => row.contender === contender)

/** By the name that the page gives them, and where they stand in the case `size`. */
const ways: [name: string, contender: string, inSize: string][] = [
  ['ap-context-fetch', 'ap-context-fetch', 'ap-context-fetch, client.fetch without ky'],
  ['asking before each request', 'getToken before each request', ''],
  ['asking once, and after a 401', 'get once, retry a 401 (by hand)', 'get once, retry a 401 (by hand)'],
  ...['ky with hooks', 'axios + axios-auth-refresh', '@badgateway/oauth2-client'].map(
    (name): [string, string, string] => [name, name, name],
  ),
]

const figures = ways.map(([name, contender, inSize]) => {
  const {
    delayed,
    'ms p99': slowest,
    '401s seen by the app': seen,
  }: Partial<Row> = rowOf('rollover', contender) ?? {}
  const calls = rowOf('bridgeCalls', contender)?.['calls for 10 000 requests, ten tokens of 14 fresh minutes']
  return [name, calls, delayed, slowest, seen, rowOf('size', inSize)?.['gzip -9'] ?? '–']
})

const head = /^\| way .*\n\| -.*\n(?:\|.*\n)*/m

/** `npm run test:pages -- why-not -u` writes the figures of the bench into the page. */
test('the table of docs/why-not.md has the figures of bench/results.json', async () => {
  const path = fileOf('docs/why-not.md')
  const text = readFileSync(path, 'utf8')
  const [table = ''] = head.exec(text) ?? []
  const [titles = '', line = ''] = table.split('\n')
  const widths = titles
    .split('|')
    .slice(1, -1)
    .map(({ length }) => length - 2)
  const rows = figures.map(
    row => `| ${row.map((value, column) => String(value).padEnd(widths[column] ?? 0)).join(' | ')} |\n`,
  )
  expect(figures.flat()).not.toContain(undefined)
  await expect(text.replace(head, () => `${titles}\n${line}\n${rows.join('')}`)).toMatchFileSnapshot(path)
})
