import { jwtDecode } from 'jwt-decode'
import type { ContextClaims } from './context-claims.js'
import { ContextTokenError, sourceError } from './errors.js'
import { isObject, kindOf } from './object.js'

/**
 * Decodes a context token **without verifying it**: good for showing, never for deciding.
 *
 * @throws {@link ContextTokenError} `malformed-token` if the token's payload is not a JSON object.
 */
export function decodeContextToken(token: string): ContextClaims {
  let claims: unknown
  try {
    claims = jwtDecode(token)
  } catch {
    // S4: no cause, jwt-decode quotes the token in its errors.
  }
  if (!isObject(claims) || Array.isArray(claims)) throw malformed()
  // Not verified, so no more than the shape that the documentation promises.
  return claims as ContextClaims
}

/** Returns a token that may be sent: three base64url parts (S4). */
export function checkToken(token: unknown): string {
  if (typeof token !== 'string' || !token) {
    throw sourceError(`The token source returned no token: ${kindOf(token)}`)
  }
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw malformed()
  return token
}

const malformed = (): ContextTokenError =>
  new ContextTokenError(
    'malformed-token',
    'Malformed token: expected three base64url parts, the second a JSON object. Check the token source.',
  )
