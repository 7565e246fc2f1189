import { isObject, kindOf } from './values.js'

/** The error for an option of the wrong type. */
export const wrongType = (name: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${name}: expected ${expected}, got ${kindOf(value)}`)

/**
 * The options that were given, read once: what the caller changes later is no option any more, and what
 * stands on `Object.prototype` never was one.
 */
export function readOptions<T extends object>(options: T | undefined, name = 'options'): Partial<T> {
  if (options !== undefined && !isObject(options)) throw wrongType(name, 'an object', options)
  return { __proto__: null, ...options } as object as Partial<T>
}

/** `undefined` means the default; any other type than the default's throws, naming the option. */
export function option<T extends object, K extends keyof T & string>(
  options: T,
  name: K,
  fallback: NonNullable<T[K]>,
): NonNullable<T[K]> {
  const value = options[name]
  if (value === undefined) return fallback
  if (typeof value !== typeof fallback) throw wrongType(name, `a ${typeof fallback}`, value)
  return value as NonNullable<T[K]>
}

/** A duration in milliseconds: zero is a value, negative and not finite are out of range. */
export function duration<K extends string>(
  options: { readonly [name in K]?: number | undefined },
  name: K,
  fallback: number,
): number {
  const { [name]: ms = fallback } = options
  if (typeof ms !== 'number') throw wrongType(name, 'a number', ms)
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`${name}: expected milliseconds, finite and not negative, got ${ms}`)
  }
  return ms
}
