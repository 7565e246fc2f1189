import { checkOptions, option } from '../shared/options.js'
import type { FetchArguments } from './call.js'
import { createOrigins, type Origins } from './origins.js'
import type { ContextFetchOptions } from './types.js'

/** What the options of a context fetch come to. */
export interface CheckedFetchOptions {
  origins: Origins
  /** The value of the `Authorization` header. */
  authorization: (token: string) => string
  isRejected: (response: Response) => boolean
  transport: (...args: FetchArguments) => Promise<Response>
}

/** Checks the options of a context fetch, with no effect but a warning. */
export function checkFetchOptions(options?: ContextFetchOptions): CheckedFetchOptions {
  const given = checkOptions(options)
  const scheme = option(given, 'scheme', 'JWT')
  if (!/^[\w!#$%&'*+.^`|~-]*$/.test(scheme)) {
    throw new TypeError("scheme: expected one word such as 'JWT', or ''")
  }
  const transport = option(given, 'fetch', (...args) => globalThis.fetch(...args))
  return {
    origins: createOrigins(given.baseUrl, given.allowedOrigins),
    authorization: token => (scheme ? `${scheme} ${token}` : token),
    isRejected: option(given, 'isRejected', ({ status }) => status === 401),
    // With no argument at all it throws as the platform's does.
    transport: transport as CheckedFetchOptions['transport'],
  }
}
