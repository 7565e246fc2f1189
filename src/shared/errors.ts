import { isObject } from './object.js'

const brand = Symbol.for('ap-context-fetch.ContextTokenError')

/**
 * Why no context token could be had.
 *
 * - `ap-unavailable`: there was no `AP.context.getToken` within `tokenTimeout`. The page is probably not
 *   opened by Jira or Confluence, or `all.js` is not loaded.
 * - `timeout`: the token source was asked and did not answer within `tokenTimeout`.
 * - `source-error`: the token source failed, or returned nothing, or something that is no string. The
 *   reason, where there is one, is the error's `cause`.
 * - `malformed-token`: the token source returned a string that is no JWT.
 * - `disposed`: the client or the cache was disposed.
 */
export type ContextTokenErrorCode =
  | 'ap-unavailable'
  | 'timeout'
  | 'source-error'
  | 'malformed-token'
  | 'disposed'

/**
 * A context token could not be had. Thrown by everything that needs one; a request whose token cannot be
 * had is not sent. Neither its message nor its `cause` contains a token or a part of one.
 *
 * Use {@link isContextTokenError} to recognise it: `instanceof` fails across frames and across copies of
 * the package.
 */
export class ContextTokenError extends Error {
  /** The same in every build: minifying renames the class and leaves this. */
  override readonly name = 'ContextTokenError'
  /** What went wrong, for programs; the message says it for people. See {@link ContextTokenErrorCode}. */
  readonly code: ContextTokenErrorCode

  constructor(code: ContextTokenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    Object.defineProperty(this, brand, {}) // Its presence is the sign.
  }
}

/** Whether a value is a {@link ContextTokenError}, also one of another frame or another copy of this package. */
export function isContextTokenError(value: unknown): value is ContextTokenError {
  return isObject(value) && brand in value
}

/** The error for a source that failed with `reason`, which becomes the `cause` unless it quotes a token (T10). */
export function sourceError(what: string, reason?: unknown): ContextTokenError {
  if (isContextTokenError(reason)) return reason
  return new ContextTokenError(
    'source-error',
    `${what}. Check its cause, and that the app is installed and the user may use it.`,
    reason === undefined || quotesToken(reason) ? undefined : { cause: reason },
  )
}

/** A JWT starts with `{"`, which is `eyJ` in base64url. What cannot be searched may quote anything. */
function quotesToken(value: unknown): boolean {
  try {
    return (
      /eyJ[\w-]/.test(String(value)) ||
      // What an error says stands in members that are not enumerable: `stack`, `cause`, `errors`.
      (isObject(value) && Reflect.ownKeys(value).some(key => quotesToken(Reflect.get(value, key))))
    )
  } catch {
    return true
  }
}
