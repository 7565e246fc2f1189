/** Whether a value can have members that somebody put there. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What to call a value in a message. It is never quoted: it may be a secret, or too long. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  return Array.isArray(value) ? 'an array' : typeof value
}

/** A member of an object that may be hostile, or nothing if reading it throws. */
export function member(owner: object, name: string): unknown {
  try {
    return (owner as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
}

/** Puts an entry into a map that keeps no more than its newest `limit` entries. */
export function remember<K, V>(map: Map<K, V>, limit: number, key: K, value: V): void {
  map.delete(key) // An entry that is set again counts as new.
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= limit) return
    map.delete(oldest)
  }
}

/** Gives a wrapper the `name` and `length` of what it stands for: some libraries look at them. */
export function named<F extends (...args: never[]) => unknown>(wrapper: F, name: string, length: number): F {
  return Object.defineProperties(wrapper, { name: { value: name }, length: { value: length } })
}
