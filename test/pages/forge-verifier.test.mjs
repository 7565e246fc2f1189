import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyInvocationToken } from './recipes/forge-verifier.mjs'

const appId = 'ari:cloud:ecosystem::app/11111111-2222-3333-4444-555555555555'
let keys
let pair
let strangers

beforeAll(async () => {
  pair = await generateKeyPair('RS256')
  strangers = await generateKeyPair('RS256')
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'RS256', kid: 'ours' }] })
})

const sign = ({ iss = 'forge/invocation-token', aud = appId, exp = '25s', key = pair.privateKey } = {}) => {
  const token = new SignJWT({ principal: 'me' })
    .setProtectedHeader({ alg: 'RS256', kid: 'ours' })
    .setIssuer(iss)
    .setAudience(aud)
  return (exp ? token.setExpirationTime(exp) : token).sign(key)
}
const verify = authorization => verifyInvocationToken(authorization, appId, keys)

describe('docs/forge.md: a plain Node verifier', () => {
  test('a valid invocation token passes', async () => {
    expect(await verify(`Bearer ${await sign()}`)).toMatchObject({ principal: 'me', aud: appId })
  })

  test.each([
    ['nothing', () => undefined],
    ['another scheme', async () => `JWT ${await sign()}`],
    ['a context token', () => 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln'],
    ['another issuer', async () => `Bearer ${await sign({ iss: 'me' })}`],
    ['another app', async () => `Bearer ${await sign({ aud: 'ari:cloud:ecosystem::app/another' })}`],
    ['an expired token', async () => `Bearer ${await sign({ exp: '-1s' })}`],
    ['a token without exp', async () => `Bearer ${await sign({ exp: '' })}`],
    ['a stranger’s signature', async () => `Bearer ${await sign({ key: strangers.privateKey })}`],
  ])('%s does not', async (_, header) => {
    await expect(verify(await header())).rejects.toThrow()
  })
})
