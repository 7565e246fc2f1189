import { isObject } from './values.js'

/** Whether the platform takes this for a request. No member of its own makes an object one. */
export function isRequest(input: unknown): input is Request {
  return urlOfRequest(input) !== undefined
}

/** The URL of a request, or nothing if it is no request. */
export function urlOfRequest(input: unknown): string | undefined {
  if (!isObject(input) || input instanceof URL) return undefined
  try {
    return Reflect.get(Request.prototype, 'url', input) // Throws if it is none.
  } catch {
    return undefined
  }
}
