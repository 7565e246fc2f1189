import { member } from './values.js'

/**
 * The options of an error that has `reason` as its cause, as far as that may be kept: a string, or a new `Error` with
 * the members that say what happened, each only if `quotes` finds no token in it (T10). The reason itself may hold
 * anything, such as the request with its headers. What is neither a string nor an `Error` is no cause. Causes of a
 * cause are kept `levels` deep, the first counted.
 */
export function safeCause(
  reason: unknown,
  quotes: (text: string) => boolean,
  levels = 5,
): { cause: string | Error } | undefined {
  if (!levels) return undefined
  if (typeof reason === 'string') return quotes(reason) ? undefined : { cause: reason }
  if (!isError(reason)) return undefined
  const safe: Record<string, string | number> = {}
  for (const name of ['name', 'message', 'stack', 'code', 'status']) {
    const value = member(reason, name)
    if (typeof value === 'number' || (typeof value === 'string' && !quotes(value))) safe[name] = value
  }
  const { name = 'Error', message = '', ...rest } = safe
  const cause = new Error(`${message}`, safeCause(member(reason, 'cause'), quotes, levels - 1))
  return { cause: Object.assign(cause, { name, stack: `${name}: ${message}` }, rest) }
}

/** Errors of other realms count, too. A hostile object may throw whenever it is looked at. */
function isError(value: unknown): value is object {
  try {
    return value instanceof Error || /^.object (Error|DOMException).$/.test({}.toString.call(value))
  } catch {
    return false
  }
}
