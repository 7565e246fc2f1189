import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { cases } from './cases/index.mjs'
import { namedDifferences } from './named-differences.mjs'
import { xhrCases } from './xhr/cases.mjs'

const row = cells => `| ${cells.join(' | ')} |`
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** The cases of each group, by where they run. */
function groups() {
  const names = [...new Set(cases.map(({ group }) => group))]
  const counted = names.map(name => {
    const inGroup = cases.filter(({ group }) => group === name)
    const countIn = where => inGroup.filter(({ only = where }) => only === where).length
    return [`\`fetch\`: ${name}`, countIn('node'), countIn('chromium')]
  })
  return [...counted, ['`XMLHttpRequest`', 0, xhrCases.length]]
}

const page = () => `# Conformance with the platform

\`client.fetch\`, and \`fetch\` and \`XMLHttpRequest\` with an install, do what the platform's do. The tests do the same with
both, and compare what a server received and what the caller sees, byte for byte. **They differ in no case but by what the
second table names.** The cases are written after the text of the [Fetch](https://fetch.spec.whatwg.org/) and the
[XMLHttpRequest](https://xhr.spec.whatwg.org/) standard.

Each runs with a token in hand, with a source that takes 8 ms for one, without a token to be had, and on the page's own
\`fetch\` with an install.

${table(['cases', 'Node', 'Chromium'], groups())}

## What differs

${table(
  ['what', 'cases', 'why'],
  namedDifferences.map(({ what, cases, reason }) => [what, cases, reason]),
)}

A test writes this page: \`npm run test:conformance -- page -u\`.
`

test('docs/conformance.md tells how many cases there are, and what differs', async () => {
  expect(cases.length + xhrCases.length).toBeGreaterThan(600)
  await expect(page()).toMatchFileSnapshot(
    fileURLToPath(new URL('../../../docs/conformance.md', import.meta.url)),
  )
})
