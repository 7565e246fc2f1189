import type { ContextClaims } from '../../../src/shared/claims.js'

let issued = 0

/** A member set to `undefined` is left out of the token. */
export type FakeClaims = { [K in keyof ContextClaims]?: unknown }

/** Base64url of a text, as it stands in a JWT. */
export const encode = (text: string): string => Buffer.from(text).toString('base64url')

/** A well-formed, unsigned context token of 15 minutes by the local clock; no two are alike. */
export function createToken(claims: FakeClaims = {}): string {
  const iat = Math.floor(Date.now() / 1000)
  const payload = {
    iss: 'client-key',
    sub: 'account-id',
    qsh: 'context-qsh',
    iat,
    exp: iat + 900,
    jti: `token-${++issued}`,
    ...claims,
  }
  return [JSON.stringify({ alg: 'HS256', typ: 'JWT' }), JSON.stringify(payload), `signature ${issued}`]
    .map(encode)
    .join('.')
}

/** A token that has so many seconds left by the local clock, all of them its own. */
export function createTokenFor(seconds: number, claims: FakeClaims = {}): string {
  const iat = Date.now() / 1000
  return createToken({ iat, exp: iat + seconds, ...claims })
}
