import { cases } from './cases/index.mjs'
import { implementations } from './implementations.mjs'
import { observe } from './observe.mjs'

/**
 * Runs every case with every implementation, each after the other. Runs in Node and in the browser.
 *
 * @param {object} setup
 * @param {object} setup.library what the package exports
 * @param {string} setup.environment `node` or `chromium`
 * @param {Record<string, string>} setup.origins
 * @param {typeof import('ky').default} setup.ky
 * @param {typeof globalThis.fetch} setup.platform
 */
export async function runAll({ library, origins, ...setup }) {
  const results = {}
  for (const [name, implementation] of Object.entries(implementations(library, origins))) {
    const { fetch, end, sendsNothing = false } = implementation()
    results[name] = await runCases({ ...setup, origins, fetch, sendsNothing, prefix: name[0] })
    end()
  }
  return results
}

/** Runs every case with one implementation; `prefix`, of the keys, is one letter of its own. */
async function runCases({ environment, fetch, prefix, origins, ky, platform, sendsNothing }) {
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
    const outcome = await observe(entry.act, await fetch(), context)
    outcomes.push({ index, name: entry.name, key, outcome })
  }
  return outcomes
}

const sha256 = async text => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
