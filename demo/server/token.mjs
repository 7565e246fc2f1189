/** Context tokens as a product signs them, and which tokens the backend is to reject. */

import { randomUUID } from 'node:crypto'
import jwt from 'atlassian-jwt'

/** What the app's backend learned when the product installed it. */
export const tenant = {
  key: 'com.example.notes',
  clientKey: 'demo-tenant-0001',
  sharedSecret: 'a-secret-of-the-demo-known-to-product-and-backend',
  productType: 'jira',
  eventType: 'installed',
}

export const accountId = '5b10a2844c20165700ede21g'

/** Where the app is shown. */
export const issueContext = {
  jira: { issue: { id: '10042', key: 'DEMO-1' }, project: { id: '10000', key: 'DEMO' } },
}

/** @typedef {{ token: string, iat: number, exp: number }} Issued */
/** @typedef {ReturnType<typeof createTokens>} Tokens */

export function createTokens() {
  /** @type {Issued | undefined} */
  let newest
  /** @type {Map<string, number>} token to expiry; revoked or not, it needs no memory once expired */
  const issued = new Map()
  /** @type {Set<string>} */
  const revoked = new Set()

  function forgetExpired() {
    const now = Date.now() / 1000
    for (const [token, exp] of issued) {
      if (exp > now || token === newest?.token) continue
      issued.delete(token)
      revoked.delete(token)
    }
  }

  return {
    /** @param {number} lifetime in seconds @param {string} [sub] whose token it is @returns {Issued} */
    issue(lifetime, sub = accountId) {
      const iat = Math.floor(Date.now() / 1000)
      const exp = iat + lifetime
      const claims = {
        iss: tenant.clientKey,
        sub,
        qsh: 'context-qsh',
        iat,
        exp,
        jti: randomUUID(),
      }
      const token = jwt.encodeSymmetric({ ...claims, context: issueContext }, tenant.sharedSecret)
      newest = { token, iat, exp }
      forgetExpired()
      issued.set(token, exp)
      return newest
    },

    /** Counts a token of the app's own backend among those that may be revoked. @param {string} token @param {number} exp */
    keep(token, exp) {
      forgetExpired()
      issued.set(token, exp)
    },

    /** The token issued last, if there is one. */
    newest: () => newest,

    /** @param {string} token */
    revoke: token => void revoked.add(token),

    revokeIssued() {
      for (const token of issued.keys()) revoked.add(token)
    },

    /** @param {string} token */
    isRevoked: token => revoked.has(token),

    reset() {
      newest = undefined
      issued.clear()
      revoked.clear()
    },
  }
}
