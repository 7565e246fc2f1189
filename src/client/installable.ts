import type { TokenCache } from '../cache/types.js'
import type { FetchSettings } from '../fetch/options.js'
import { isObject } from '../shared/values.js'

/** What a client keeps for `installContextFetch`, which may be that of another copy of the package (U2). */
export interface Installable {
  tokens: TokenCache
  settings: FetchSettings
  /** What undoes the parts that are installed. */
  installed: Map<string, () => void>
}

/** Another version of this package may keep other things there: then the number is another. */
const key = Symbol.for('ap-context-fetch.client.2')

export function setInstallable(client: object, own: Installable): void {
  Object.defineProperty(client, key, { value: own })
}

export function installableOf(client: unknown): Installable | undefined {
  return isObject(client) ? Reflect.get(client, key) : undefined
}
