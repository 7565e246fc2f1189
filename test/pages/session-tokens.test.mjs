import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import * as jwt from 'atlassian-jwt'
import express from 'express'
import { SignJWT } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { createAddon } from '../../demo/server/addon.mjs'
import { createSessionTokens } from '../../demo/server/session-tokens.mjs'
import { tenant } from '../../demo/server/token.mjs'
import { createContextClient, sessionTokenSource } from '../../src/index.ts'
import { blockOf, run } from './pages.ts'

const page = 'docs/session-tokens.md'
const closing = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener) {
  const server = createServer(listener)
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${server.address().port}`
}

const secret = randomBytes(32)
const who = { iss: tenant.clientKey, sub: 'a-user' }
const now = () => Math.floor(Date.now() / 1000)
const contextToken = () =>
  jwt.encodeSymmetric({ ...who, qsh: 'context-qsh', iat: now(), exp: now() + 60 }, tenant.sharedSecret)

/** Sends a request with a session token, one after the session has ended, and says what was asked for. */
async function use(origin) {
  const proofs = []
  const source = sessionTokenSource({
    url: `${origin}/session`,
    proof: ({ reason }) => {
      proofs.push(reason)
      return contextToken()
    },
    // A token that the server wrote into the page, and does not take any more.
    initial: await createSessionTokens({ secret: randomBytes(32), lifetime: 60 }).sign(who),
  })
  const client = createContextClient({ baseUrl: origin, getToken: source, scheme: 'Bearer' })
  closing.push(() => client.dispose())
  return { answer: await client.http('/api/me').json(), proofs }
}
const used = { answer: { tenant: tenant.clientKey, user: 'a-user' }, proofs: ['rejected'] }

describe('docs/session-tokens.md: at the backend', () => {
  const refusals = origin =>
    Promise.all(
      [
        ['POST', '/session', undefined],
        ['POST', '/session', 'JWT a.b.c'],
        ['GET', '/api/me', `JWT ${contextToken()}`],
        ['GET', '/api/me', 'Bearer a.b.c'],
      ].map(async ([method, path, authorization]) => {
        const headers = authorization ? { authorization } : {}
        return (await fetch(origin + path, { method, headers })).status
      }),
    )

  test('atlassian-connect-express makes them and takes them', async () => {
    const app = express()
    const addon = await createAddon(app, { productUrl: 'http://127.0.0.1', appUrl: 'http://127.0.0.1' })
    app.use(express.json())
    await run(blockOf(page, "app.post('/session'"), { app, addon, createSessionTokens, secret })
    app.get('/api/me', (req, res) => res.json({ tenant: req.session.iss, user: req.session.sub }))
    const origin = await serve(app)
    expect(await use(origin)).toEqual(used)
    expect(await refusals(origin)).toEqual([401, 401, 401, 401])
  })

  test('so does plain Node, and neither lets a session token renew itself', async () => {
    const listeners = []
    const verifyContextToken = await run(
      blockOf('docs/backends.md', 'getAlgorithm'),
      { ...jwt },
      'verifyContextToken',
    )
    await run(blockOf(page, "url === '/session'"), {
      createServer: listener => listeners.push(listener),
      createSessionTokens,
      secret,
      sharedSecretOf: () => tenant.sharedSecret,
      verifyContextToken,
    })
    const origin = await serve((request, response) => listeners[0]?.(request, response))
    expect(await use(origin)).toEqual(used)
    expect(await refusals(origin)).toEqual([401, 401, 401, 401])
    const authorization = `Bearer ${await createSessionTokens({ secret, lifetime: 60 }).sign(who)}`
    expect((await fetch(`${origin}/api/me`, { headers: { authorization } })).status).toBe(200)
    const renewed = await fetch(`${origin}/session`, { method: 'POST', headers: { authorization } })
    expect(renewed.status).toBe(401)
  })
})

describe('docs/session-tokens.md: the tokens', () => {
  const { sign, verify } = createSessionTokens({ secret, lifetime: 60 })

  test('who is in the proof is in the token', async () => {
    const context = { jira: { issue: { key: 'DEMO-1' } } }
    const claims = await verify(`Bearer ${await sign({ ...who, context })}`)
    expect(claims).toEqual({
      ...who,
      context,
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: claims.iat + 60,
    })
    expect(await verify(`Bearer ${await sign({ iss: 'a-tenant' })}`)).not.toHaveProperty('sub')
  })

  test.each([
    ['nothing', () => undefined],
    ['another scheme', async () => `JWT ${await sign(who)}`],
    ['a context token', () => `Bearer ${contextToken()}`],
    ['no JWT', () => 'Bearer a.b.c'],
    [
      'an expired token',
      async () => `Bearer ${await createSessionTokens({ secret, lifetime: -1 }).sign(who)}`,
    ],
    ['a token without exp', () => signed('HS256', who)],
    ['a token of nobody’s tenant', () => signed('HS256', { exp: now() + 60 })],
    ['another algorithm', () => signed('HS512', { ...who, exp: now() + 60 })],
  ])('%s is refused', async (_, header) => {
    await expect(verify(await header())).rejects.toThrow()
  })

  const signed = async (alg, claims) =>
    `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg }).sign(secret)}`
})
