import { jwtDecode } from 'jwt-decode'
import type { ContextClaims } from './context-claims.js'
import { ContextTokenError } from './errors.js'
import { isObject } from './values.js'

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
    // S4: no cause, since jwt-decode quotes the token in its errors.
  }
  if (!isObject(claims) || Array.isArray(claims)) {
    throw new ContextTokenError(
      'malformed-token',
      'Malformed token: expected three base64url parts, the second a JSON object. Check what returned it.',
    )
  }
  // Nothing verifies the claims, so the type says no more than what the documentation promises.
  return claims as ContextClaims
}

/** Whether two tokens speak for the same user of the same installation. What cannot be decoded does not differ. */
export function isSameIdentity(a: string, b: string): boolean {
  try {
    return differingClaims(decodeContextToken(a), decodeContextToken(b)).length === 0
  } catch {
    return true
  }
}

/** The names of the claims in which two tokens differ about whom they speak for. */
export const differingClaims = (
  a: Pick<ContextClaims, 'iss' | 'sub'>,
  b: Pick<ContextClaims, 'iss' | 'sub'>,
): ('iss' | 'sub')[] => (['iss', 'sub'] as const).filter(claim => a[claim] !== b[claim])
