import { cases } from './cases/index.mjs'
import { observe } from './observe.mjs'

/**
 * Runs every case with one implementation, one after the other. Runs in Node and in the browser.
 *
 * @param {object} setup
 * @param {string} setup.environment `node` or `chromium`
 * @param {() => typeof globalThis.fetch | Promise<typeof globalThis.fetch>} setup.implementation asked for each case
 * @param {string} setup.prefix of the keys, one letter per implementation
 * @param {boolean} [setup.sendsNothing] no request that needs a token is ever on the wire
 */
export async function runCases({
  environment,
  implementation,
  prefix,
  origins,
  ky,
  platform,
  sendsNothing = false,
}) {
  const outcomes = []
  for (const [index, entry] of cases.entries()) {
    if ((entry.only && entry.only !== environment) || (entry.onWire && sendsNothing)) continue
    const key = `${prefix}${String(index).padStart(5, '0')}`
    const at = origin => path => `${origin}/r/${key}${path}`
    const context = {
      app: origins.app,
      refused: origins.refused,
      url: at(origins.app),
      ally: at(origins.ally),
      foreign: at(origins.foreign),
      arrived: () => platform(`${origins.app}/arrived/${key}`),
      sha256,
      ky,
    }
    const outcome = await observe(entry.act, await implementation(), context)
    outcomes.push({ index, name: entry.name, key, outcome })
  }
  return outcomes
}

const sha256 = async text => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
