import { createForgeClient, createForgeFetch } from 'ap-context-fetch/forge'
import { cases } from './cases.mjs'
import { installHost } from './host.mjs'
import { base } from './world.mjs'

/**
 * What came of each case, by its name, as plain data.
 *
 * @param {() => Promise<object>} bridge
 */
export async function runCases(bridge) {
  const installed = installHost()
  try {
    const outcomes = {}
    for (const { name, run } of cases) {
      const settings = { bridge, remote: 'backend', baseUrl: base }
      const world = { createForgeFetch, createForgeClient, settings, host: installed.anew() }
      outcomes[name] = await run(world).catch(error => `${error}`)
    }
    return JSON.parse(JSON.stringify(outcomes))
  } finally {
    installed.restore()
  }
}
