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
      outcomes[name] = await withLimit(run(world))
    }
    return JSON.parse(JSON.stringify(outcomes))
  } finally {
    installed.restore()
  }
}

/** What hangs shall fail, and not hang all the others. */
async function withLimit(outcome) {
  let timer
  const limit = new Promise(resolve => {
    timer = setTimeout(resolve, 30_000, 'no outcome after 30 s')
  })
  const result = await Promise.race([outcome.catch(error => `${error}`), limit])
  clearTimeout(timer)
  return result
}
