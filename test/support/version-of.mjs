import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * The installed version of a package, as whoever has this URL sees it: a package may hide its `package.json` behind
 * its `exports`, and npm decides whose `node_modules` it lies in.
 *
 * @param {string} name
 * @param {string} from `import.meta.url`
 * @returns {string}
 */
export function versionOf(name, from) {
  const folders = createRequire(from).resolve.paths(name) ?? []
  const card = folders.map(folder => join(folder, name, 'package.json')).find(existsSync)
  if (!card) throw new Error(`${name} is not installed: run npm ci.`)
  return JSON.parse(readFileSync(card, 'utf8')).version
}
