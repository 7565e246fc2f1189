const part = value =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
let issued = 0

/** A well-formed token that lives for so many milliseconds from now, by `Date.now()`, of so many bytes at least. */
export function createToken(lifetime = 900_000, bytes = 0) {
  const iat = Date.now() / 1000
  const claims = {
    iss: 'client',
    sub: 'account',
    qsh: 'context-qsh',
    iat,
    exp: iat + lifetime / 1000,
    jti: `${++issued}`,
    ...(bytes > 0 && { context: { padding: 'x'.repeat((bytes * 3) / 4) } }),
  }
  return [{ alg: 'HS256', typ: 'JWT' }, claims, `signature of ${issued}`].map(part).join('.')
}

/** When a token expires, in Unix milliseconds. */
export const expiryOf = token => JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).exp * 1000
