import { jwtDecode } from 'jwt-decode'
import { ContextTokenError, sourceError } from './errors.js'
import { isObject, kindOf } from './object.js'

/**
 * The claims of a context token. They are **not verified**: only the app's backend holds the secret that
 * can tell a real token from a forged one.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 */
export interface ContextClaims {
  /** The client key: which installation of the app (which tenant) this is. */
  iss: string
  /** The Atlassian account id of the user; absent for anonymous users. */
  sub?: string
  /** Expiry, in Unix seconds. */
  exp: number
  /** When the token was issued, in Unix seconds. */
  iat: number
  /** `'context-qsh'` in every context token: it is not bound to one URL. */
  qsh?: string
  aud?: string | string[]
  /** Where the app is shown. */
  context?: ContextTokenContext
  [claim: string]: unknown
}

/** Where the app is shown: the members depend on the product and on the module. */
export interface ContextTokenContext {
  jira?: {
    issue?: { id?: string; key?: string; [member: string]: unknown }
    project?: { id?: string; key?: string; [member: string]: unknown }
    [member: string]: unknown
  }
  confluence?: {
    content?: { id?: string; type?: string; version?: string; [member: string]: unknown }
    space?: { id?: string; key?: string; [member: string]: unknown }
    [member: string]: unknown
  }
  user?: { accountId?: string; [member: string]: unknown }
  [member: string]: unknown
}

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
