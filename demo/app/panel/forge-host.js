/**
 * Plays the Forge host in this frame, on the test kit: what `@forge/bridge` hands over goes to the product page, whose server
 * adds an invocation token and sends it on.
 */

import { createFakeForge } from 'ap-context-fetch/testing'

const { productOrigin } = globalThis
/** @type {Map<number, (answer: object) => void>} by id: requests that are under way */
const pending = new Map()
let last = 0

addEventListener('message', ({ data, source, origin }) => {
  if (origin !== productOrigin || source !== parent || data?.demo !== 'forge-answer') return
  pending.get(data.id)?.(data)
  pending.delete(data.id)
})

/** @param {Request} request */
async function send(request) {
  last += 1
  const id = last
  const { pathname, search } = new URL(request.url)
  const { authorization, ...headers } = Object.fromEntries(request.headers) // The product's own is signed.
  const sent = { method: request.method, path: pathname + search, headers, body: await request.arrayBuffer() }
  const answer = await new Promise(resolve => {
    pending.set(id, resolve)
    parent.postMessage({ demo: 'forge', id, sent }, productOrigin)
  })
  if (answer.error) throw new Error(answer.error)
  const body = [204, 205, 304].includes(answer.status) ? null : answer.body
  return new Response(body, { status: answer.status, headers: answer.headers })
}

const context = { type: 'jira:issuePanel', issue: { id: '10042', key: 'DEMO-1' } }
createFakeForge({ backend: { fetch: send }, context }).install()
