import { ContextTokenError, type SourceWords } from './errors.js'
import { kindOf } from './values.js'

/** A token that may be sent: three base64url parts (S4). */
export function checkToken(token: unknown, { name, advice }: SourceWords): string {
  // No cause in either error: it would quote the token.
  if (typeof token !== 'string' || token === '') {
    throw new ContextTokenError(
      'source-error',
      `${name} returned no token: expected a JWT as a string, got ${kindOf(token)}. ${advice}`,
    )
  }
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    throw new ContextTokenError(
      'malformed-token',
      `${name} returned a string that is no JWT: expected three base64url parts with dots between. ${advice}`,
    )
  }
  return token
}
