import { isObject } from './values.js'

/** What the platform knows of a request, whatever the object says of itself. Throws if it is none. */
export const ownOf = <K extends keyof Request>(request: Request, name: K): Request[K] =>
  Reflect.get(Request.prototype, name, request)

/** Whether this is a request for the platform; nothing that an object says of itself makes it one. */
export function isRequest(input: unknown): input is Request {
  return urlOfRequest(input) !== undefined
}

/** The URL of a request; nothing for what is none. */
export function urlOfRequest(input: unknown): string | undefined {
  if (!isObject(input) || input instanceof URL || typeof Request !== 'function') return undefined
  try {
    const url: unknown = ownOf(input as Request, 'url') // Whether it is one is the question.
    return typeof url === 'string' ? url : undefined
  } catch {
    return undefined
  }
}
