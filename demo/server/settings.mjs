/** How the product page hands out tokens. */

/** @typedef {'none' | 'reject' | 'hang' | 'same'} Fault */
/** @typedef {{ lifetime: number, latency: number, fault: Fault }} Settings */

/** @type {readonly Fault[]} */
export const faults = ['none', 'reject', 'hang', 'same']

/** @type {Settings} lifetime in seconds as in the token, latency in milliseconds */
const defaults = { lifetime: 8, latency: 300, fault: 'none' }

/** @type {Record<'lifetime' | 'latency', readonly [number, number]>} */
const ranges = { lifetime: [1, 120], latency: [0, 10_000] }

/**
 * The settings in `given`, checked; other properties are ignored.
 * @param {Record<string, unknown>} given
 * @returns {Partial<Settings>}
 * @throws {RangeError} naming the setting and what was expected
 */
export function checkSettings(given) {
  /** @type {Record<string, unknown>} */
  const checked = {}
  for (const [name, [min, max]] of Object.entries(ranges)) {
    const value = given[name]
    if (value === undefined) continue
    if (typeof value !== 'number' || !(value >= min && value <= max)) {
      throw new RangeError(`${name} must be a number from ${min} to ${max}, not ${JSON.stringify(value)}`)
    }
    checked[name] = value
  }
  if (given.fault !== undefined) {
    if (!faults.some(fault => fault === given.fault)) {
      throw new RangeError(`fault must be one of ${faults.join(', ')}, not ${JSON.stringify(given.fault)}`)
    }
    checked.fault = given.fault
  }
  return checked
}

/**
 * @param {Record<string, unknown>} given
 * @returns {Settings}
 */
export function createSettings(given) {
  return { ...defaults, ...checkSettings(given) }
}
