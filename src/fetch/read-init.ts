/** The members that the platform reads of an `init`. */
const members = (
  'method headers body mode credentials cache redirect referrer referrerPolicy integrity keepalive signal ' +
  'duplex priority'
).split(' ') as (keyof RequestInit)[]

/** A copy of an `init`, including members that only this platform knows. */
export function readInit(given: RequestInit | null | undefined): RequestInit | undefined {
  if (given == null) return undefined
  const init = { ...given }
  if (!isPlain(given, init)) {
    for (const name of members) {
      const value = Object.hasOwn(init, name) ? undefined : given[name]
      if (value !== undefined && value !== Reflect.get(Object.prototype, name)) {
        Object.assign(init, { [name]: value })
      }
    }
  }
  return shield(init)
}

/** Whether a copy of own members has everything. An instance of a class, such as a `Request`, inherits its members. */
function isPlain(given: RequestInit, copy: RequestInit): boolean {
  const prototype = Object.getPrototypeOf(given)
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.getOwnPropertyNames(given).length === Object.keys(copy).length
  )
}

const nothing: object = {}

/** Members of `Object.prototype` do not count, although the platform would read them from any `init`. */
export function shield(init: RequestInit): RequestInit {
  for (const name in nothing) {
    if (!Object.hasOwn(init, name)) Object.assign(init, { [name]: undefined })
  }
  return init
}

/** A method as the platform sends it: it puts these into capitals and leaves others as they are. */
export const normalizeMethod = (method: string): string =>
  /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method
