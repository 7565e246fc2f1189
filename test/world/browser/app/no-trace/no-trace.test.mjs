import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { product } from '../../../../support/product.mjs'
import { places } from './places.mjs'
import { scenes } from './scenes.mjs'
import { findIn } from './secrets.mjs'

/** Another server, which allows everything and keeps what it is told. */
const foreign = { received: [], origin: '' }
const foreignServer = createServer(({ method, url, headers }, response) => {
  foreign.received.push(`${method} ${url} ${JSON.stringify(headers)}`)
  response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*')
  response.setHeader('Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? '*')
  response.end()
})
beforeAll(async () => {
  await new Promise(resolve => foreignServer.listen(0, '127.0.0.1', resolve))
  foreign.origin = `http://127.0.0.1:${foreignServer.address().port}`
})
afterAll(() => new Promise(resolve => foreignServer.close(resolve).closeAllConnections()))

/** The app's API sends one request away. */
const api = (request, response, next) =>
  request.path === '/leave' ? response.redirect(307, `${foreign.origin}/somewhere`) : next()
const held = product({ lifetime: 60, latency: 20, api }, { sendsElsewhere: true })

const script = readFileSync(new URL('trace.mjs', import.meta.url), 'utf8')

/** What a server was told beside the token, in the one header that carries it. */
const withoutToken = ({ authorization, ...headers }) => JSON.stringify(headers)

/** Opens the app; `take()` gives all lines that were said and left, in the page and at the servers. */
async function openWatched() {
  const lines = []
  let asked = 0
  const answers = []
  const [page, frame] = await held.open('plain', { isSameSite: true })
  foreign.received.length = 0
  page.on('console', message =>
    lines.push(`console: ${message.text()} ${JSON.stringify(message.location())}`),
  )
  page.on('pageerror', error => lines.push(`page error: ${error} ${error.stack}`))
  const asksForToken = url => url.includes('/host-api/token')
  page.on('request', request => {
    lines.push(`request: ${request.url()} ${withoutToken(request.headers())}`)
    if (asksForToken(request.url())) asked++
  })
  page.on('response', response => {
    if (!asksForToken(response.url())) return
    const answer = response.json()
    answer.catch(() => {}) // One that comes while the page closes; whoever awaits them is told all the same.
    answers.push(answer)
  })
  await frame.evaluate(script)
  await frame.evaluate(() => {
    globalThis.fresh = options =>
      trace.listen(ApContextFetch.createContextClient({ prefetch: false, ...options }))
    globalThis.client = globalThis.fresh()
  })
  const take = async () => [
    ...(await frame.evaluate(() => trace.left())),
    ...(await page.context().cookies()).map(cookie => `cookie: ${JSON.stringify(cookie)}`),
    ...held.demo.received.map(({ url, headers }) => `received: ${url} ${withoutToken(headers)}`),
    ...foreign.received.map(request => `foreign: ${request}`),
    ...lines,
  ]
  /** All that were issued, also to whoever did not wait for it. */
  const tokens = async () => {
    await expect.poll(() => answers.length).toBe(asked)
    return (await Promise.all(answers)).flatMap(({ token }) => token ?? []) // A fault answers with none.
  }
  return { page, frame, take, tokens }
}

test('T10: after successes and every kind of failure no part of a token is left anywhere', async () => {
  const { page, frame, take, tokens } = await openWatched()
  for (const { name, stage, play, ends } of scenes) {
    Object.assign(held.demo.settings, { fault: 'none', latency: 20 })
    stage?.(held.demo)
    expect(await frame.evaluate(play, foreign.origin), name).toBe(ends)
  }
  const issued = await tokens()
  const lines = await take()
  const authorized = held.demo.received.map(({ headers }) => headers.authorization?.slice(4))
  const found = findIn(lines, issued)
  console.table({
    'no trace': { scenes: scenes.length, tokens: issued.length, lines: lines.length, found: found.length },
  })
  expect(found).toEqual([])
  expect(new Set(issued).size).toBeGreaterThan(5)
  expect(authorized.filter(token => issued.includes(token)).length).toBeGreaterThan(8)
  expect(foreign.received.length).toBeGreaterThan(2)
  await page.close()
})

const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token of which no part is like another's. */
function createToken() {
  const claims = { sub: randomUUID(), jti: randomUUID() }
  return [{ id: randomUUID(), alg: 'HS256' }, claims, randomUUID()].map(encode).join('.')
}

/** What may be left of it. */
function partsOf(token) {
  const [header, payload, signature] = token.split('.')
  const { sub, jti } = JSON.parse(Buffer.from(payload, 'base64url'))
  const piece = payload.slice(30, 44)
  return { token, 'header and payload': `${header}.${payload}`, signature, piece, sub, jti }
}

test('what is searched would be found, whole or a part of it, in every place', async () => {
  const { page, frame, take } = await openWatched()
  const left = []
  for (const [at, { found, leave }] of places.entries()) {
    const token = createToken()
    for (const [name, part] of Object.entries(partsOf(token))) {
      const act = `(${leave})(${JSON.stringify(part)}, ${JSON.stringify(foreign.origin)})`
      await frame.evaluate(`(async () => void (await ${act}))()`)
      // What is there once may be replaced by the next.
      const lines = found === 'storage' || found === 'address' ? await frame.evaluate(() => trace.left()) : []
      left.push({ place: `${found} ${at}: ${name}`, found, token, part, lines })
    }
  }
  const lines = await take()
  const missed = left.filter(({ found, token, part, lines: atOnce }) => {
    const start = part.slice(0, 20) // Long ones are cut on the console.
    const telling = [...lines, ...atOnce].filter(line => line.startsWith(`${found}:`) && line.includes(start))
    return findIn(telling, [token]).length === 0
  })
  expect(left.length).toBeGreaterThan(100)
  expect(missed.map(({ place }) => place)).toEqual([])
  await page.close()
})
