/**
 * `npm test` runs every part, from fast to slow, `npm test -- unit pages` those that are named; stops at the first
 * part that fails, and ends with one line for all of them: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const checks = ['types', 'lint', 'lint:api', 'build']
const suites = [
  'unit',
  'pages',
  'model',
  'package',
  'consumers',
  'conformance',
  'browser',
  'csp',
  'libraries',
]
/** npm scripts by the names of the parts; those with tests write a report. */
const parts = Object.fromEntries([
  ...checks.map(name => [name, { script: name, hasTests: false }]),
  ...suites.map(name => [name, { script: `test:${name}`, hasTests: true }]),
])
const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
let passed = 0
let failed = 0

try {
  for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
    const { script, hasTests } = parts[name]
    console.log(`\n# ${script}`)
    const report = join(folder, `${script.replace(':', '-')}.json`)
    const reporting = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { status } = spawnSync('npm', ['run', '--silent', script, ...(hasTests ? reporting : [])], {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (hasTests) count(report)
    if (status !== 0) {
      if (failed === 0) failed = 1 // Not a test, but the part as a whole.
      break
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function count(report) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    passed += numPassedTests
    failed += Math.max(numFailedTests, Math.min(numFailedTestSuites, 1))
  } catch (error) {
    console.error(`No report of this part: ${error.message}`)
    failed += 1
  }
}
