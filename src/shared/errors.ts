import { safeCause } from './safe-cause.js'
import { isObject, member } from './values.js'

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
  declare readonly code: ContextTokenErrorCode

  constructor(code: ContextTokenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    Object.defineProperty(this, brand, {}) // Only whether it exists matters.
  }
}

export const disposedError = (): ContextTokenError =>
  new ContextTokenError('disposed', 'The client was disposed. Check what still uses it.')

/** Whether a value is a {@link ContextTokenError}, even one of another frame or another copy of this package. */
export function isContextTokenError(value: unknown): value is ContextTokenError {
  try {
    return isObject(value) && brand in value
  } catch {
    return false // A hostile proxy may throw whenever it is looked at.
  }
}

/** What errors say of a source that brings no token. */
export interface SourceWords {
  /** Who failed. */
  name: string
  /** What to check where it failed. */
  advice: string
  /** What to check where it does not answer. */
  ifSilent: string
}

/**
 * The error for a source that failed with `reason`. A {@link ContextTokenError} keeps its code and its message,
 * anything else becomes the `cause`; of both no more than what `quotes` finds no token in (T10).
 */
export function sourceError(
  reason: unknown,
  { name, advice }: SourceWords,
  quotes: (text: string) => boolean,
): ContextTokenError {
  const isOurs = isContextTokenError(reason)
  const options = safeCause(isOurs ? member(reason, 'cause') : reason, quotes)
  const code = isOurs && codes.find(code => code === member(reason, 'code'))
  const message = isOurs && member(reason, 'message')
  return new ContextTokenError(
    code || 'source-error',
    typeof message === 'string' && !quotes(message)
      ? message
      : `${name} failed. ${advice}${options ? ' The cause of this error says more.' : ''}`,
    options,
  )
}

const codes: ContextTokenErrorCode[] = [
  'ap-unavailable',
  'timeout',
  'source-error',
  'malformed-token',
  'disposed',
]
