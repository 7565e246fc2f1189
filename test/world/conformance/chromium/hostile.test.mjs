import { afterAll, beforeAll, expect, test } from 'vitest'
import { policyViolations } from '../../../support/policy.mjs'
import { friendlyUrls, hostileUrls } from '../hostile-urls.mjs'
import { startRecorder } from '../recorder.mjs'
import { printTable } from '../table.mjs'
import { createToken } from '../tokens.mjs'
import { filesAnd, launch } from './browser.mjs'

const token = createToken()
const rows = []
const violations = policyViolations()
let browser
let recorder
let origin
let otherPort

const html = (head = '') => `<!doctype html>${head}
<script src="${origin}/dist/ap-context-fetch.global.js"></script>
<script type="module" src="${origin}/test/world/conformance/chromium/hostile-page.mjs"></script>`

beforeAll(async () => {
  const pages = {}
  const noPolicy = '' // One might stop a URL before the package does.
  recorder = await startRecorder(filesAnd(pages, noPolicy))
  // Every host name is this machine: one server is all of them, and tells them apart by `Host`.
  const port = await recorder.start('any')
  origin = `http://app.localhost:${port}`
  otherPort = await recorder.start('other port')
  pages['/panel/page'] = html()
  pages['/panel/based'] = html(`<base href="http://evil.test:${port}/based/">`)
  browser = await launch()
})
afterAll(async () => {
  if (rows.length) printTable('Hostile origins: requests that foreign servers received', rows)
  await browser?.close()
  recorder?.close()
})

const byClient = ['string', 'URL', 'Request']
const ways = [...byClient, 'installed fetch', 'XMLHttpRequest']

/** Opens a page, sends, and tells what was received where. */
async function send(path, what) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await violations.watch(page)
  await page.goto(origin + path)
  await page.waitForFunction('isReady')
  const calls = await page.evaluate(given => globalThis.sendAll(given), { token, ways, ...what })
  await context.close()
  expect(violations.taken()).toEqual([])
  const received = recorder.takeAll().map(request => ({ ...request, isHere: isHere(request) }))
  const foreign = received.filter(request => !request.isHere)
  return {
    calls,
    foreign,
    here: received.filter(request => request.isHere && request.method !== 'OPTIONS'),
    leaks: foreign.filter(hasToken),
  }
}

const header = ({ headers }, wanted) => headers.find(([name]) => name === wanted)?.[1]
const isHere = request => request.server === 'any' && `http://${header(request, 'host')}` === origin
const segments = token.split('.')
const hasToken = request => segments.some(segment => JSON.stringify(request).includes(segment))
const hostsOf = requests =>
  new Set(requests.map(request => `${request.server} ${header(request, 'host')}`)).size

/** All that the platform sends elsewhere, and what is received by the server on the other port. */
const hostile = () => {
  const urls = Object.values(hostileUrls(`${origin}/panel/page`))
  return [...urls, `http://app.localhost:${otherPort}/x`, `//app.localhost:${otherPort}/x`]
}

const inits = [undefined, { method: 'POST', body: 'x' }, { mode: 'no-cors' }]

function report(kind, urls, { foreign, leaks }) {
  rows.push({ kind, URLs: urls, received: foreign.length, hosts: hostsOf(foreign), leaks: leaks.length })
}

test('F2: in Chromium no hostile URL receives the token', async () => {
  const urls = hostile()
  const result = await send('/panel/page', { urls, inits })
  report('sent there', urls.length, result)
  expect(result.leaks).toEqual([])
  expect(result.calls).toBe(0)
  expect(hostsOf(result.foreign)).toBeGreaterThan(20)
})

test('F2: in Chromium every way to write an allowed URL receives it', async () => {
  // The empty one is the page itself, which is served and not recorded.
  const urls = Object.values(friendlyUrls(`${origin}/panel/page`)).filter(url => url !== '')
  const result = await send('/panel/page', { urls })
  expect(result.foreign).toEqual([])
  expect(result.here.filter(request => header(request, 'authorization') !== `JWT ${token}`)).toEqual([])
  expect(result.here.length).toBe(ways.length * urls.length)
})

test('F2: a hostile <base href> takes relative URLs elsewhere, without the token', async () => {
  const urls = ['x', '/x', '', '?a=b', './x', '../x']
  const result = await send('/panel/based', { urls, inits })
  report('relative to a hostile <base>', urls.length, result)
  expect(result.leaks).toEqual([])
  expect(result.calls).toBe(0)
  expect(result.foreign.length).toBeGreaterThanOrEqual(urls.length)
})

test('U2: installed, a baseUrl of its own brings no token to where a hostile <base href> leads', async () => {
  const options = { baseUrl: `${origin}/r/own/` }
  const installed = ['installed fetch', 'XMLHttpRequest']
  const result = await send('/panel/based', { urls: ['x', '/x'], options, ways: installed })
  expect(result.here).toEqual([])
  expect(result.leaks).toEqual([])
  expect(result.foreign.filter(({ method }) => method === 'GET')).toHaveLength(4)
})

test('F2: with a baseUrl of its own a relative URL does not follow a hostile <base href>', async () => {
  const options = { baseUrl: `${origin}/r/own/` }
  const what = { urls: ['x', '/x'], options, base: options.baseUrl, ways: byClient }
  const result = await send('/panel/based', what)
  expect(result.foreign).toEqual([])
  expect(result.here.map(request => header(request, 'authorization'))).toEqual(Array(6).fill(`JWT ${token}`))
})

test.each([301, 302, 303, 307, 308])(
  'F3: a redirect with %i to a hostile URL leaves the token behind',
  async code => {
    const targets = hostile()
    const urls = targets.map(to => `/r/x/redirect?code=${code}&to=${encodeURIComponent(to)}`)
    const result = await send('/panel/page', { urls, inits: inits.slice(0, 2) })
    report(`redirected there with ${code}`, targets.length, result)
    expect(result.leaks).toEqual([])
    expect(result.here.every(request => header(request, 'authorization') === `JWT ${token}`)).toBe(true)
    expect(hostsOf(result.foreign)).toBeGreaterThan(20)
  },
)
