// The kit imports nothing from the package that it tests: it loads on its own, and where the package does not.

const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value)

const wrongType = (name: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${name}: expected ${expected}, got ${kindOf(value)}`)

export function checkObject<T extends object>(name: string, value: T | undefined): Partial<T> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null) throw wrongType(name, 'an object', value)
  return value
}

/** An object that is no bag of options: a window, a bridge. */
export function checkInstance<T extends object>(name: string, target: T): T {
  if (Object(target) !== target) throw wrongType(name, 'an object', target)
  return target
}

export function checkString(name: string, value: string): string {
  if (typeof value !== 'string') throw wrongType(name, 'a string', value)
  return value
}

export function checkOneOf<T extends string>(name: string, value: T, known: readonly T[]): T {
  if (known.includes(value)) return value
  const names = known.map(each => `'${each}'`).join(', ')
  const given = typeof value === 'string' ? `'${value}'` : kindOf(value)
  throw new TypeError(`${name}: expected one of ${names}, got ${given}`)
}

/** Milliseconds, zero included. */
export function checkDuration(name: string, value: number, most: number = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number') throw wrongType(name, 'a number', value)
  if (!(value >= 0 && value <= most)) {
    throw new RangeError(`${name}: expected milliseconds from 0 to ${most}, got ${value}`)
  }
  return value
}

export function checkCount(name: string, value: number): number {
  if (typeof value !== 'number') throw wrongType(name, 'a number', value)
  if (!(Number.isInteger(value) && value > 0)) {
    throw new RangeError(`${name}: expected a positive whole number, got ${value}`)
  }
  return value
}
