import { isObject, kindOf } from './object.js'

/** The error for an option of the wrong type. */
export const wrongType = (name: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${name}: expected ${expected}, got ${kindOf(value)}`)

/** Options objects may be left out, and may not be anything but an object. */
export function checkOptions<T extends object>(options: T | undefined, name = 'options'): Partial<T> {
  if (options === undefined) return {}
  if (!isObject(options)) throw wrongType(name, 'an object', options)
  return options
}

/** `undefined` means the default; any other type than the default's throws, naming the option. */
export function option<T extends object, K extends keyof T & string>(
  options: T,
  name: K,
  fallback: NonNullable<T[K]>,
): NonNullable<T[K]> {
  const value = options[name]
  if (value === undefined) return fallback
  if (value === null || typeof value !== typeof fallback) {
    throw wrongType(name, `a ${typeof fallback}`, value)
  }
  return value
}

/** A duration in milliseconds: zero is a value, negative and not finite are out of range. */
export function duration<K extends string>(
  options: { readonly [name in K]?: number | undefined },
  name: K,
  fallback: number,
): number {
  const ms = option(options, name, fallback)
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`${name}: expected milliseconds, finite and not negative, got ${ms}`)
  }
  return ms
}

/** The longest delay that `setTimeout` takes; a longer one fires at once. */
export const longestDelay: number = 2 ** 31 - 1
