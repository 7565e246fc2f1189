/** The error for an option of the wrong type. */
export const wrongType = (name: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${name}: expected ${expected}, got ${value === null ? 'null' : typeof value}`)

/** Options objects may be left out, and may not be anything but an object. */
export function checkOptions<T extends object>(options: T | undefined, name = 'options'): Partial<T> {
  if (options === undefined) return {}
  if (typeof options !== 'object' || options === null) throw wrongType(name, 'an object', options)
  return options
}

/** `undefined` means the default; any other type throws, naming the option. */
export function option<T>(name: string, value: T | undefined, type: string, fallback: T): T {
  if (value === undefined) return fallback
  if (typeof value !== type) throw wrongType(name, `a ${type}`, value)
  return value
}

/** A duration in milliseconds: zero is a value, negative and not finite are out of range. */
export function duration(name: string, value: number | undefined, fallback: number): number {
  const ms = option(name, value, 'number', fallback)
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`${name}: expected milliseconds, finite and not negative, got ${ms}`)
  }
  return ms
}

/** The longest delay that `setTimeout` takes; a longer one fires at once. */
export const longestDelay: number = 2 ** 31 - 1
