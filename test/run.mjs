/**
 * `npm test` runs every part, from fast to slow, `npm test -- unit pages` those that are named, and ends with the time
 * of each and one line for all of them: `N passed, N failed`. A part that fails stops no other one, but a build that
 * fails does: nothing would be tested of what is not there. The checks run side by side, each on one core; the suites
 * take both cores by themselves.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const checks = ['types', 'lint', 'lint:api', 'build']
const suites = ['unit', 'pages', 'model', 'package', 'consumers', 'conformance', 'browser', 'libraries']
const names = [...checks, ...suites]

const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !names.includes(name))
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(', ')}: there are ${names.join(', ')}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
const results = []
try {
  const isChosen = name => chosen.length === 0 || chosen.includes(name)
  results.push(...(await Promise.all(checks.filter(isChosen).map(runCheck))))
  const isBuilt = !results.some(({ name, failed }) => name === 'build' && failed > 0)
  if (isBuilt) for (const name of suites.filter(isChosen)) results.push(await runSuite(name))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const sum = key => results.reduce((total, result) => total + result[key], 0)
console.log()
console.table(
  Object.fromEntries(
    results.map(({ name, seconds, passed, failed }) => [
      name,
      { seconds: Math.round(seconds), passed, failed },
    ]),
  ),
)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0

async function runCheck(name) {
  const output = []
  const { status, seconds } = await run(name, [], output)
  console.log(`\n# ${name}`)
  process.stdout.write(Buffer.concat(output))
  return { name, seconds, passed: 0, failed: status === 0 ? 0 : 1 }
}

async function runSuite(name) {
  console.log(`\n# test:${name}`)
  const report = join(folder, `${name}.json`)
  const reporters = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status, seconds } = await run(`test:${name}`, reporters)
  const { passed, failed } = read(report)
  // A part that fails without a failed test, at its set-up for example, fails all the same.
  return { name, seconds, passed, failed: status !== 0 && failed === 0 ? 1 : failed }
}

/** Runs a script of the card; what it prints goes on as it comes, or into `output`. */
async function run(script, args, output) {
  const started = performance.now()
  const stdio = output ? 'pipe' : 'inherit'
  const child = spawn('npm', ['run', '--silent', script, ...args], {
    stdio: ['ignore', stdio, stdio],
    shell: process.platform === 'win32',
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => output.push(chunk))
  const [status] = await once(child, 'close')
  return { status, seconds: (performance.now() - started) / 1000 }
}

function read(report) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: Math.max(numFailedTests, Math.min(numFailedTestSuites, 1)) }
  } catch (error) {
    console.error(`No report of this part: ${error.message}`)
    return { passed: 0, failed: 1 }
  }
}
