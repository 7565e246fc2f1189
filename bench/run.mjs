/**
 * Measures this package beside its peers, prints the tables, and writes `results.json` and the pictures. `--quick` takes
 * fewer rounds and writes nothing; names of cases (`overhead rollover`) take these alone, and write nothing either.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { versionOf } from '../test/support/version-of.mjs'

const file = name => fileURLToPath(new URL(name, import.meta.url))
const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const chosen = args.filter(arg => !arg.startsWith('--'))

/** Before the build, which is work of its own. */
const [load] = loadavg()
const isBusy = load > 1

const npm = (...command) =>
  execFileSync('npm', command, { cwd: file('..'), stdio: 'inherit', shell: process.platform === 'win32' })
npm('run', '--silent', 'build')

const cases = {
  floor: async () => (await import('./cases/floor.mjs')).floor({ rounds: isQuick ? 2 : 5 }),
  overhead: async () => (await import('./cases/overhead.mjs')).overhead({ rounds: isQuick ? 2 : 7 }),
  overheadChromium: async () =>
    (await import('./cases/overhead-chromium.mjs')).overheadChromium({ requests: isQuick ? 60 : 600 }),
  rollover: async () => (await import('./cases/rollover.mjs')).rollover(),
  bridgeCalls: async () => (await import('./cases/bridge-calls.mjs')).bridgeCalls(),
  storm: async () => (await import('./cases/storm.mjs')).storm(),
  coldStart: async () => (await import('./cases/cold-start.mjs')).coldStart({ rounds: isQuick ? 3 : 11 }),
  size: async () => (await import('./cases/size.mjs')).size(),
  stages: async () => (await import('./cases/size.mjs')).stages(),
  page: async () => (await import('./cases/page.mjs')).page({ rounds: isQuick ? 10 : 60 }),
  growth: async () => (await import('./cases/growth.mjs')).growth({ rounds: isQuick ? 2 : 5 }),
  memory: async () =>
    (await import('./cases/memory.mjs')).memory({ requests: isQuick ? 100_000 : 1_000_000 }),
  fleet: async () => (await import('./cases/fleet.mjs')).fleetDay({ sample: isQuick ? 300 : 3000 }),
}
const unknown = chosen.find(name => !Object.hasOwn(cases, name))
if (unknown)
  throw new Error(`No case is called ${unknown}: expected some of ${Object.keys(cases).join(', ')}`)

const { tell } = await import('./support/bar.mjs')
const results = {}
if (isBusy) console.log(`This machine is busy (load ${load.toFixed(1)}): times of this run say little.`)
for (const [name, measure] of Object.entries(cases)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const begun = performance.now()
  const result = await measure().catch(failed(name))
  results[name] = result
  console.log(`\n${result.title} [${name}, ${Math.round((performance.now() - begun) / 1000)} s]`)
  if (result.assumptions) console.log(result.assumptions)
  console.table(result.rows)
  for (const bar of result.bars) console.log(tell(bar))
}
const isWhole = Object.values(results).every(({ error }) => error === undefined)
if (!isWhole) process.exitCode = 1
await tellOthers()

const bars = Object.values(results).flatMap(result => result.bars)
console.log(
  `\n${bars.filter(({ met }) => met).length} bars met, ${bars.filter(({ met }) => !met).length} missed`,
)

if (!isQuick && chosen.length === 0) {
  const { version } = JSON.parse(readFileSync(file('../package.json'), 'utf8'))
  const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`
  const { pictures } = await import('./support/pictures.mjs')
  writeFileSync(
    file('results.json'),
    `${JSON.stringify({ version, machine, ...(isBusy && { busy: load }), peers: peers(), ...results }, null, 2)}\n`,
  )
  if (isWhole) for (const [name, svg] of Object.entries(pictures(results))) writeFileSync(file(name), svg)
  npm('exec', '--', 'biome', 'format', '--write', file('results.json'))
}
// Some peers keep timers of their own.
process.exit()

/** The versions of the peers that were measured; the rest of the card measures. */
function peers() {
  const tools = ['esbuild', 'playwright-core']
  const { devDependencies } = JSON.parse(readFileSync(file('package.json'), 'utf8'))
  return Object.fromEntries(
    Object.keys(devDependencies)
      .filter(name => !tools.includes(name))
      .map(name => [name, version(name)]),
  )
}

function version(name) {
  try {
    return versionOf(name, import.meta.url)
  } catch {
    return 'not installed'
  }
}

/** A case that cannot be run, for want of Chromium for example: said, and marked in the results. */
function failed(name) {
  return error => ({
    title: `${name}: not measured. ${error.message}`,
    error: error.message,
    rows: [],
    bars: [],
  })
}

/** Who cannot take part, and why. */
async function tellOthers() {
  const { contenders } = await import('./contenders/index.mjs')
  for (const { name, doesNot, isMissing } of contenders) {
    if (doesNot?.all)
      console.log(`\n${name} takes no part${isMissing ? '' : ' but in sizes'}: ${doesNot.all}`)
  }
}
