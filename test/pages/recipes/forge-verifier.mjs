import { createRemoteJWKSet, jwtVerify } from 'jose'

/** Atlassian's public keys. They are fetched when they are needed, and kept. */
const keysOfAtlassian = createRemoteJWKSet(
  new URL('https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json'),
)

/**
 * The claims of a valid Forge invocation token; throws otherwise.
 * @param {string | undefined} authorization the header
 * @param {string} appId `ari:cloud:ecosystem::app/…`, from the manifest
 * @param {import('jose').JWTVerifyGetKey} [keys]
 */
export async function verifyInvocationToken(authorization, appId, keys = keysOfAtlassian) {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  if (!token) throw new Error('no invocation token')
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['RS256'],
    audience: appId,
    issuer: 'forge/invocation-token',
    requiredClaims: ['exp'],
  })
  return payload
}
