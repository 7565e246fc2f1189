import { createServer } from 'node:http'
import * as jwt from 'atlassian-jwt'
import express from 'express'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createAddon } from '../../demo/server/addon.mjs'
import { tenant } from '../../demo/server/token.mjs'
import { createContextClient, decodeContextToken } from '../../src/index.ts'
import { blockOf, pageOf, run } from './pages.ts'

const page = 'docs/backends.md'
const { encodeSymmetric, SymmetricAlgorithm } = jwt
const closing = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.restoreAllMocks()
})

async function serve(listener) {
  const server = createServer(listener)
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${server.address().port}`
}

const now = () => Math.floor(Date.now() / 1000)
const claims = () => ({
  iss: tenant.clientKey,
  sub: 'a-user',
  qsh: 'context-qsh',
  iat: now(),
  exp: now() + 60,
  context: { jira: { issue: { key: 'DEMO-1' } } },
})
const sign = (changes = {}, secret = tenant.sharedSecret, algorithm = SymmetricAlgorithm.HS256) =>
  encodeSymmetric({ ...claims(), ...changes }, secret, algorithm)

describe('docs/backends.md: atlassian-connect-express', () => {
  const appId = 'ari:cloud:ecosystem::app/00000000-0000-0000-0000-000000000000'

  async function serveAce(...blocks) {
    const app = express()
    const urls = { productUrl: 'http://127.0.0.1', appUrl: 'http://127.0.0.1', appId }
    const addon = await createAddon(app, urls)
    app.use(express.json())
    for (const block of blocks) await run(block, { app, addon })
    return serve(app)
  }
  const block = blockOf(page, 'addon.authenticate(true)')

  test('the client and the block understand each other, across an expiry', async () => {
    const origin = await serveAce(block)
    const tokens = [sign({ exp: now() - 1, iat: now() - 61 }), sign()]
    const client = createContextClient({ baseUrl: origin, getToken: () => tokens.shift() ?? '' })
    const response = await client.fetch('/api/me')
    expect(await response.json()).toEqual({ tenant: tenant.clientKey, user: 'a-user', issue: 'DEMO-1' })
    expect(response.headers.has('x-acpt')).toBe(true)
    expect(tokens).toEqual([])
    client.dispose()
  })

  test('README: its middleware hands on who asks, after it has verified the token', async () => {
    const origin = await serveAce(blockOf('README.md', 'addon.authenticate(true)'))
    const client = createContextClient({ baseUrl: origin, getToken: () => sign() })
    expect(await client.http('/api/notes').json()).toEqual([`Notes of a-user on ${tenant.clientKey}`])
    client.dispose()
    expect((await fetch(`${origin}/api/notes`)).status).toBe(401)
  })

  test.each([
    ['no token', () => ({}), 401, 'Could not find authentication data'],
    ['Bearer', () => ({ authorization: `Bearer ${sign()}` }), 401, 'Could not find authentication data'],
    ['jwt', () => ({ authorization: `jwt ${sign()}` }), 401, 'Could not find authentication data'],
    ['no prefix', () => ({ authorization: sign() }), 401, 'Could not find authentication data'],
    [
      'expired',
      () => ({ authorization: `JWT ${sign({ exp: now() })}` }),
      401,
      'Authentication request has expired.',
    ],
    ['malformed', () => ({ authorization: 'JWT a.b' }), 401, 'Invalid JWT'],
    [
      'an unknown tenant',
      () => ({ authorization: `JWT ${sign({ iss: 'x' })}` }),
      401,
      'Could not find stored',
    ],
    [
      'another algorithm',
      () => ({ authorization: `JWT ${sign({}, tenant.sharedSecret, SymmetricAlgorithm.HS512)}` }),
      401,
      'Invalid JWT',
    ],
    [
      'a bad signature',
      () => ({ authorization: `JWT ${sign({}, 'rotated')}` }),
      400,
      'Unable to decodeSymmetric JWT',
    ],
  ])('%s is refused as the table says', async (_, headers, status, text) => {
    const origin = await serveAce(block)
    const response = await fetch(`${origin}/api/me`, { headers: headers() })
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(text)
  })

  test('a token in the query is taken, and wins over the header', async () => {
    const origin = await serveAce(block)
    const authorization = `JWT ${sign()}`
    expect((await fetch(`${origin}/api/me?jwt=${sign()}`)).status).toBe(200)
    const answer = await fetch(`${origin}/api/me?jwt=${sign({ exp: now() })}`, { headers: { authorization } })
    expect(answer.status).toBe(401)
  })

  test('without `true` a context token is rejected', async () => {
    const origin = await serveAce({
      ...block,
      code: block.code.replace('authenticate(true)', 'authenticate()'),
    })
    const response = await fetch(`${origin}/api/me`, { headers: { authorization: `JWT ${sign()}` } })
    expect(response.status).toBe(401)
  })

  test('docs/security.md: `isRejected` with 400 lives through a rotated secret', async () => {
    const origin = await serveAce(block)
    const tokens = [sign({}, 'the secret before'), sign()]
    const createClient = options =>
      createContextClient({ ...options, baseUrl: origin, getToken: () => tokens.shift() ?? '' })
    const rotated = blockOf('docs/security.md', 'status === 400')
    const client = await run(rotated, { createContextClient: createClient }, 'client')
    expect((await client.fetch('/api/me')).status).toBe(200)
    client.dispose()
  })

  test('docs/forge.md: one route takes the tokens of both, each by its own middleware', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
    const origin = await serveAce(blockOf('docs/forge.md', 'addon.authenticateForge()'), {
      ...block,
      code: "app.get('/api/me', (req, res) => res.json(req.context.userAccountId))",
    })
    const get = async authorization => {
      const response = await fetch(`${origin}/api/me`, { headers: { authorization } })
      return [response.status, await response.text()]
    }
    expect(await get(`JWT ${sign()}`)).toEqual([200, '"a-user"'])
    expect(await get('Bearer x')).toEqual([401, expect.stringContaining('Forge Invocation Token')])
    expect(complaint).toHaveBeenCalled()
  })
})

describe('docs/backends.md: plain Node with atlassian-jwt', () => {
  const sharedSecretOf = async iss => (iss === tenant.clientKey ? tenant.sharedSecret : undefined)
  const verifier = () => run(blockOf(page, 'getAlgorithm'), { ...jwt }, 'verifyContextToken')

  test('only a valid context token passes', async () => {
    const verify = await verifier()
    expect(await verify(`JWT ${sign()}`, sharedSecretOf)).toMatchObject({ sub: 'a-user' })
    for (const authorization of [
      undefined,
      'Bearer x',
      'JWT a.b.c',
      `JWT ${sign({ exp: now() })}`,
      `JWT ${sign({ exp: undefined })}`,
      `JWT ${sign({ qsh: 'of a request' })}`,
      `JWT ${sign({ iss: 'a stranger' })}`,
      `JWT ${sign({}, 'another secret')}`,
      `JWT ${sign({}, tenant.sharedSecret, SymmetricAlgorithm.HS512)}`,
    ]) {
      await expect(verify(authorization, sharedSecretOf)).rejects.toThrow()
    }
  })

  test('a promise in place of the secret refuses everybody, as the page says', async () => {
    const block = blockOf(page, 'getAlgorithm')
    const withoutAwait = { ...block, code: block.code.replace('await sharedSecretOf', 'sharedSecretOf') }
    const verify = await run(withoutAwait, { ...jwt }, 'verifyContextToken')
    await expect(verify(`JWT ${sign()}`, sharedSecretOf)).rejects.toThrow()
    expect(await verify(`JWT ${sign()}`, () => tenant.sharedSecret)).toMatchObject({ sub: 'a-user' })
  })

  test('the server and the client understand each other, across an expiry', async () => {
    const listeners = []
    const createServer = listener => listeners.push(listener)
    const scope = { createServer, sharedSecretOf, verifyContextToken: await verifier() }
    await run(blockOf(page, 'createServer('), scope)
    const origin = await serve((request, response) => listeners[0]?.(request, response))
    const tokens = [sign({ exp: now() - 1, iat: now() - 61 }), sign()]
    const client = createContextClient({ baseUrl: origin, getToken: () => tokens.shift() ?? '' })
    expect(await client.http('/api/me').json()).toEqual({ tenant: tenant.clientKey, user: 'a-user' })
    client.dispose()
  })

  test('the example token is what the table says', async () => {
    const verify = await verifier()
    const { text } = pageOf(page)
    const [, token = ''] = /```text\n(eyJ\S+)\n/.exec(text) ?? []
    const value = name => new RegExp(`^\\| ${name} +\\| \`(.*?)\``, 'm').exec(text)?.[1] ?? ''
    expect(
      await verify(`JWT ${token}`, iss => (iss === value('`iss`') ? value('secret') : undefined)),
    ).toEqual(decodeContextToken(token))
    const { iss, sub, qsh, exp } = decodeContextToken(token)
    expect({ iss, sub, qsh }).toEqual({ iss: value('`iss`'), sub: value('`sub`'), qsh: 'context-qsh' })
    expect(new Date(exp * 1000).getUTCFullYear()).toBe(2100)
  })
})
