/** Atlassian's half, played, and an app's remote beside it: the first signs what the second verifies. */

import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { verifyInvocationToken } from '../../pages/recipes/forge-verifier.mjs'

const appId = 'ari:cloud:ecosystem::app/11111111-2222-3333-4444-555555555555'

export async function startForgeRemote() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', kid: 'played' }] })
  /** @type {{ method: string, url: string, body: Buffer, status: number }[]} */
  const received = []
  let refusals = 0

  const sign = () =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'RS256', kid: 'played' })
      .setIssuer('forge/invocation-token')
      .setAudience(appId)
      .setExpirationTime('25s')
      .sign(privateKey)

  async function host(request, response) {
    const headers = { ...request.headers, authorization: `Bearer ${await sign()}` }
    for (const name of ['host', 'connection', 'content-length', 'origin']) delete headers[name]
    const body = await buffer(request)
    const answer = await fetch(origin + request.url.replace('/host', ''), {
      method: request.method,
      headers,
      ...(body.length > 0 && { body }),
    })
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? 'text/plain' })
    response.end(Buffer.from(await answer.arrayBuffer()))
  }

  async function remote(request, response) {
    const { method, url, headers } = request
    const entry = { method, url, body: await buffer(request), status: 200 }
    received.push(entry)
    try {
      await verifyInvocationToken(headers.authorization, appId, keys)
      if (refusals > 0) throw new Error(`refused, ${refusals--} to go`)
    } catch {
      entry.status = 401
      return response.writeHead(401).end()
    }
    response.setHeader('Content-Type', headers['content-type'] ?? 'application/json')
    response.end(entry.body.length > 0 ? entry.body : '{"issue":"DEMO-1"}')
  }

  const server = createServer(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', '*')
    response.setHeader('Access-Control-Allow-Methods', '*')
    if (request.method === 'OPTIONS') return response.end()
    return request.url.startsWith('/host/') ? host(request, response) : remote(request, response)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  return {
    origin,
    received,
    refuseNext() {
      refusals += 1
    },
    stop: () => new Promise(resolve => server.close(resolve).closeAllConnections()),
  }
}
