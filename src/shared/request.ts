import { isObject } from './values.js'

/** A member of a request as the platform knows it, not as the object claims. Throws if it is no request. */
export const ownOf = <K extends keyof Request>(request: Request, name: K): Request[K] =>
  Reflect.get(Request.prototype, name, request)

/** Whether the platform takes this for a request. No member of its own makes an object one. */
export function isRequest(input: unknown): input is Request {
  return urlOfRequest(input) !== undefined
}

/** The URL of a request, or nothing if it is no request. */
export function urlOfRequest(input: unknown): string | undefined {
  if (!isObject(input) || input instanceof URL || typeof Request !== 'function') return undefined
  try {
    const url: unknown = ownOf(input as Request, 'url') // That is what is found out here.
    return typeof url === 'string' ? url : undefined
  } catch {
    return undefined
  }
}
