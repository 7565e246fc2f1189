import { isObject, member } from './values.js'

/** How many errors deep the causes of a cause are kept, the first counted. */
const deepest = 5

/**
 * What may be kept of the reason for which a source failed: a string, or a new `Error` with the members that
 * say what happened, each only if `quotes` finds no token in it (T10). The reason itself may hold anything, such
 * as the request with its headers. What is neither a string nor an `Error` is no cause.
 */
export function safeCause(
  reason: unknown,
  quotes: (text: string) => boolean,
  depth = 1,
): string | Error | undefined {
  if (typeof reason === 'string') return quotes(reason) ? undefined : reason
  if (!isError(reason)) return undefined
  const read = (name: string): string | number | undefined => {
    const value = member(reason, name)
    const isSafe = typeof value === 'number' || (typeof value === 'string' && !quotes(value))
    return isSafe ? value : undefined
  }
  const name = read('name') ?? 'Error'
  const message = read('message') ?? ''
  const cause = depth < deepest ? safeCause(member(reason, 'cause'), quotes, depth + 1) : undefined
  const safe = new Error(`${message}`, cause === undefined ? undefined : { cause })
  const hide = (name: string, value: unknown) =>
    Object.defineProperty(safe, name, { value, configurable: true, writable: true })
  hide('name', `${name}`)
  hide('stack', read('stack') ?? `${name}: ${message}`)
  for (const name of ['code', 'status']) {
    const value = read(name)
    if (value !== undefined) Object.assign(safe, { [name]: value })
  }
  return safe
}

const errorTags = ['[object Error]', '[object DOMException]']

/** Errors of other realms count, too. A hostile object may throw whenever it is looked at. */
function isError(value: unknown): value is object {
  try {
    return (
      isObject(value) && (value instanceof Error || errorTags.includes(Object.prototype.toString.call(value)))
    )
  } catch {
    return false
  }
}
