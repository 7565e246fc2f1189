/**
 * Runs the whole test command, part by part, from fast to slow; stops at the first part that fails, and ends
 * with one line for all of them: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** npm scripts in their order; those with tests write a report. */
const parts = [
  { script: 'types' },
  { script: 'lint' },
  { script: 'lint:api' },
  { script: 'test:unit', hasTests: true },
  { script: 'test:docs', hasTests: true },
  { script: 'test:model', hasTests: true },
  { script: 'build' },
  { script: 'test:package', hasTests: true },
  { script: 'test:consumers', hasTests: true },
  { script: 'test:conformance', hasTests: true },
  { script: 'test:browser', hasTests: true },
  { script: 'test:csp', hasTests: true },
  { script: 'test:neighbours', hasTests: true },
]

const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
let passed = 0
let failed = 0

try {
  for (const { script, hasTests } of parts) {
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
