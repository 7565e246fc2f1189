/** Forge as far as a demo can play it: who signs invocation tokens, and how the backend lets them in. */

import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { verifyInvocationToken } from './forge-verifier.mjs'
import { accountId, issueContext } from './token.mjs'

const appId = 'ari:cloud:ecosystem::app/11111111-2222-3333-4444-555555555555'
/** What Atlassian gives an invocation token. */
const lifetime = '25s'
const header = { alg: 'RS256', kid: 'demo' }

/** @typedef {Awaited<ReturnType<typeof createForge>>} Forge */

export async function createForge() {
  const { privateKey, publicKey } = await generateKeyPair(header.alg)
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), ...header }] })

  return {
    /** An invocation token, as the host adds it to each request. */
    sign: () =>
      new SignJWT({ principal: accountId, context: issueContext })
        .setProtectedHeader(header)
        .setIssuer('forge/invocation-token')
        .setAudience(appId)
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey),

    /** Lets in who has one. @type {import('express').RequestHandler} */
    async authenticate(req, res, next) {
      try {
        const { principal, context } = await verifyInvocationToken(req.headers.authorization, appId, keys)
        Object.assign(res.locals, { userAccountId: principal, context })
        next()
      } catch (error) {
        res.status(401).json({ message: error instanceof Error ? error.message : String(error) })
      }
    },
  }
}
