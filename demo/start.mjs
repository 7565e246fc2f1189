/** `npm run demo`: starts the servers, says where to look, stops them at Ctrl+C. */

import { parseArgs } from 'node:util'
import { startServers } from './servers.mjs'

const numbers = {
  'product-port': 'productPort',
  'app-port': 'appPort',
  lifetime: 'lifetime',
  latency: 'latency',
}

/** @returns {import('./servers.mjs').DemoOptions} */
function readArguments() {
  const names = [...Object.keys(numbers), 'fault']
  const { values } = parseArgs({ options: Object.fromEntries(names.map(name => [name, { type: 'string' }])) })
  /** @type {Record<string, unknown>} */
  const options = { fault: values.fault }
  for (const [name, option] of Object.entries(numbers)) {
    if (values[name] === undefined) continue
    if (!/^\d+$/.test(values[name])) throw new RangeError(`--${name} must be a number, not "${values[name]}"`)
    options[option] = Number(values[name])
  }
  return options
}

try {
  const demo = await startServers(readArguments())
  console.log(`Open ${demo.productUrl}`)
  console.log(`The app and its backend are on ${demo.appUrl}. Ctrl+C stops everything.`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => demo.stop())
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
