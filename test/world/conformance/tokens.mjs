let issued = 0

/** Base64url of a text. Runs in Node and in the browser. */
const encode = text => btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

/** A well-formed, unsigned context token; no two are alike. */
export function createToken(claims = {}) {
  const iat = Math.floor(Date.now() / 1000)
  const payload = { iss: 'client-key', sub: 'account-id', qsh: 'context-qsh', iat, exp: iat + 900, ...claims }
  return [{ alg: 'HS256', typ: 'JWT' }, { ...payload, jti: `token-${++issued}` }, `signature ${issued}`]
    .map(part => encode(JSON.stringify(part)))
    .join('.')
}
