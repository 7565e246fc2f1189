import type { CacheInternals } from '../cache/internals.js'
import type { TokenCache } from '../cache/types.js'
import type { Gate } from '../fetch/gate.js'
import type { FetchSettings } from '../fetch/options.js'
import type { Rejections } from '../fetch/rejections.js'
import type { Fetch } from '../fetch/types.js'
import { isObject } from '../shared/values.js'

/**
 * What a client keeps for `installContextFetch`, which may be that of another copy of the package (U2): all that
 * is done for the client is done by its own copy.
 */
export interface Installable {
  tokens: TokenCache
  settings: FetchSettings
  gate: Gate
  rejections: Rejections
  internals: CacheInternals
  /** The client's fetch over what was on the page before; URLs resolve against the page. */
  createPageFetch(previous: Fetch): Fetch
  /** What undoes the parts that are installed. */
  installed: Map<string, () => void>
}

/** A later version of this package may keep other things there: then the number is another. */
const key = Symbol.for('ap-context-fetch.client.2')

export function setInstallable(client: object, own: Installable): void {
  Object.defineProperty(client, key, { value: own })
}

export function installableOf(client: unknown): Installable | undefined {
  return isObject(client) ? Reflect.get(client, key) : undefined
}
