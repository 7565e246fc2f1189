import { randomUUID } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

const algorithm = 'HS256'

/**
 * Session tokens of the app.
 * @param {{ secret: Uint8Array, lifetime: number }} options a secret of the app's own, of at least 32 bytes, that
 *   signs nothing else; the lifetime of a token in seconds
 */
export function createSessionTokens({ secret, lifetime }) {
  return {
    /** For whom the proof names: the tenant, the user (none if nobody is logged in), and where the app is shown. */
    sign: ({ iss, sub, context }) =>
      new SignJWT({ iss, sub, context })
        .setProtectedHeader({ alg: algorithm })
        .setJti(randomUUID()) // Tokens of the same second differ, so that one can be revoked alone.
        .setIssuedAt()
        .setExpirationTime(`${lifetime}s`)
        .sign(secret),

    /** The claims of a valid session token; throws otherwise. */
    async verify(authorization) {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
      if (!token) throw new Error('no session token')
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [algorithm],
        requiredClaims: ['exp', 'iss'],
      })
      return payload
    },
  }
}
