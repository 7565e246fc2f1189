/** What the platform asks an `init` for. */
const members = (
  'method headers body mode credentials cache redirect referrer referrerPolicy integrity keepalive signal ' +
  'duplex priority'
).split(' ') as (keyof RequestInit)[]

/** A copy of an `init`, with all that only this platform knows. */
export function readInit(given: RequestInit | null | undefined): RequestInit | undefined {
  if (given == null) return undefined
  const init = { ...given }
  if (!isPlain(given, init)) {
    for (const name of members) {
      const value = name in init ? undefined : given[name]
      if (value !== undefined && value !== Reflect.get(Object.prototype, name)) {
        Object.assign(init, { [name]: value })
      }
    }
  }
  return shield(init)
}

/** Whether a copy has all there is. An instance of a class, such as a `Request`, inherits what it says. */
function isPlain(given: RequestInit, copy: RequestInit): boolean {
  const prototype = Object.getPrototypeOf(given)
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.getOwnPropertyNames(given).length === Object.keys(copy).length
  )
}

const nothing: object = {}

/** What somebody puts on `Object.prototype` is no member: the platform would read it from any `init`. */
export function shield(init: RequestInit): RequestInit {
  for (const name in nothing) {
    if (!Object.hasOwn(init, name)) Object.assign(init, { [name]: undefined })
  }
  return init
}

/** A method as the platform sends it: it corrects these, and leaves others as they are. */
export const normalizeMethod = (method: string): string =>
  /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method
