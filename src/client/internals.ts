import type { TokenCache } from '../cache/types.js'
import type { CheckedFetchOptions } from '../fetch/check-options.js'
import { isObject } from '../shared/object.js'

/** What a client keeps for `installContextFetch`, which may be that of another copy of the package (U2). */
export interface ClientInternals {
  tokens: TokenCache
  checked: CheckedFetchOptions
  /** What undoes the parts that are installed. */
  installed: Map<string, () => void>
}

const key = Symbol.for('ap-context-fetch.client')

export function setInternals(client: object, internals: ClientInternals): void {
  Object.defineProperty(client, key, { value: internals })
}

export function internalsOf(client: unknown): ClientInternals | undefined {
  return isObject(client) ? Reflect.get(client, key) : undefined
}
