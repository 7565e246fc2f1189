/** `npm run demo`: starts the servers, says where to look, stops them at Ctrl+C. */

import { parseArgs } from 'node:util'
import { tenant } from './server/token.mjs'
import { startServers } from './servers.mjs'

const help = `npm run demo -- [options]

  --app URL            frames an app of yours beside those of the demo, for example http://localhost:5173/
  --lifetime SECONDS   of a token, 1 to 120; default 8
  --session-lifetime SECONDS  of a session token of the app's backend; default 20
  --latency MS         of the bridge, 0 to 10000; default 300
  --fault FAULT        of the bridge: none (default), reject, hang, same
  --product-port PORT  default: any free one
  --app-port PORT      default: any free one
  --help               prints this`

const numbers = {
  'product-port': 'productPort',
  'app-port': 'appPort',
  lifetime: 'lifetime',
  'session-lifetime': 'sessionLifetime',
  latency: 'latency',
}
const texts = ['app', 'fault']

/** @returns {import('./servers.mjs').DemoOptions | undefined} nothing if somebody asks what there is */
function readArguments() {
  const named = [...Object.keys(numbers), ...texts].map(name => [name, { type: 'string' }])
  const { values } = parseArgs({ options: { ...Object.fromEntries(named), help: { type: 'boolean' } } })
  if (values.help) return undefined
  /** @type {Record<string, unknown>} */
  // A session token of a real app lives for hours; here one sees it change.
  const options = { fault: values.fault, ownApp: values.app, sessionLifetime: 20 }
  for (const [name, option] of Object.entries(numbers)) {
    if (values[name] === undefined) continue
    if (!/^\d+$/.test(values[name])) throw new RangeError(`--${name} must be a number, not "${values[name]}"`)
    options[option] = Number(values[name])
  }
  return options
}

async function start(options) {
  const demo = await startServers(options)
  // Bundled before anybody looks: the servers of this process would stand still meanwhile.
  for (const name of ['spa', 'forge-host']) await (await fetch(`${demo.appUrl}/${name}.js`)).text()
  console.log(`Open ${demo.productUrl}`)
  console.log(`The app and its backend are on ${demo.appUrl}. Ctrl+C stops everything.`)
  if (options.ownApp) {
    const { clientKey, sharedSecret } = tenant
    console.log(
      `Your backend verifies the tokens with the tenant "${clientKey}" and its secret "${sharedSecret}".`,
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => demo.stop())
}

try {
  const options = readArguments()
  if (options) await start(options)
  else console.log(help)
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : error}. See npm run demo -- --help`)
  process.exitCode = 1
}
