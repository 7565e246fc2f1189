import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { product } from '../product.mjs'
import { scenes } from './scenes.mjs'

let productUrl
/** The app's API sends one request away. */
const api = (request, response, next) =>
  request.path === '/leave' ? response.redirect(307, `${productUrl}somewhere`) : next()
const held = product({ lifetime: 60, latency: 20, api }, { sendsElsewhere: true })

const script = readFileSync(new URL('trace.mjs', import.meta.url), 'utf8')

/** A part of a token that is long enough to be no chance. */
const length = 12

function* partsOf(text) {
  for (let start = 0; start + length <= text.length; start++) yield text.slice(start, start + length)
}

/** What nobody may find of a token: any part of it, whose it is, and which one it is. */
function secretsOf(token) {
  const { sub, jti } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'))
  return [token, sub, jti].flatMap(text => [...partsOf(text)])
}

/** The lines in which a part of a token is found. */
function findIn(lines, tokens) {
  const secrets = new Set(tokens.flatMap(secretsOf))
  return lines.filter(line => [...partsOf(line)].some(part => secrets.has(part)))
}

async function openWatched() {
  const lines = []
  const tokens = []
  const [page, frame] = await held.open('plain')
  productUrl = held.demo.productUrl
  page.on('console', message =>
    lines.push(`console: ${message.text()} ${JSON.stringify(message.location())}`),
  )
  page.on('pageerror', error => lines.push(`page error: ${error} ${error.stack}`))
  page.on('request', request => lines.push(`request: ${request.url()} from ${request.headers().referer}`))
  page.on('response', async response => {
    if (!response.url().includes('/host-api/token')) return
    const { token } = await response.json().catch(() => ({})) // A fault answers with none.
    if (token) tokens.push(token)
  })
  await frame.evaluate(script)
  await frame.evaluate(() => {
    globalThis.fresh = options =>
      trace.listen(ApContextFetch.createContextClient({ prefetch: false, ...options }))
    globalThis.client = globalThis.fresh()
  })
  return { page, frame, lines, tokens }
}

test('T10: after successes and every kind of failure no part of a token is left anywhere', async () => {
  const { page, frame, lines, tokens } = await openWatched()
  for (const { name, stage, play, ends } of scenes) {
    Object.assign(held.demo.settings, { fault: 'none', latency: 20 })
    stage?.(held.demo)
    expect(await frame.evaluate(play, held.demo.productUrl.slice(0, -1)), name).toBe(ends)
  }
  lines.push(...(await frame.evaluate(() => trace.left())))
  lines.push(...(await page.context().cookies()).map(cookie => `cookie: ${JSON.stringify(cookie)}`))
  for (const { url, headers } of held.demo.received) lines.push(`received: ${url} from ${headers.referer}`)

  expect(new Set(tokens).size).toBeGreaterThan(5)
  const authorized = held.demo.received.map(({ headers }) => headers.authorization?.slice(4))
  expect(authorized.filter(token => tokens.includes(token)).length).toBeGreaterThan(8)
  console.table({
    'no trace': {
      scenes: scenes.length,
      tokens: tokens.length,
      lines: lines.length,
      found: findIn(lines, tokens).length,
    },
  })
  expect(findIn(lines, tokens)).toEqual([])
  await page.close()
})

test('what is searched would be found: in an error, an event, the console, storage, a URL', async () => {
  const { page, frame, lines, tokens } = await openWatched()
  await frame.evaluate(async () => {
    const token = await globalThis.client.getToken()
    const [, payload, signature] = token.split('.')
    trace.tell('error', new Error('x', { cause: { deep: [new Error(signature)] } }))
    trace.tell(
      'event',
      new CustomEvent('refresh', { detail: { claims: { sub: JSON.parse(atob(payload)).sub } } }),
    )
    trace.tell('request', new Request('/x', { headers: { 'X-Token': token } }))
    globalThis.name = payload
    document.body.append(signature)
    console.log('said', { token })
    const measured = new Promise(resolve => new PerformanceObserver(resolve).observe({ type: 'resource' }))
    await (await fetch(`/api/me?t=${token}`)).text()
    await measured
  })
  lines.push(...(await frame.evaluate(() => trace.left())))
  const found = findIn(lines, tokens).map(line => line.split(':')[0])
  expect(new Set(found)).toEqual(
    new Set(['address', 'console', 'document', 'request', 'error', 'event', 'performance']),
  )
  await page.close()
})
