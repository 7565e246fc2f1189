import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.mjs'
import { fileOf } from './pages.ts'

const files = {
  '/': ['text/html', '<iframe src="/app.html"></iframe>'],
  '/app.html': ['text/html', '<script src="/script.js"></script>'],
  '/script.js': ['text/javascript', readFileSync(fileOf('dist/ap-context-fetch.global.min.js'), 'utf8')],
}
const received = []
const arrivals = new Set()
let server
let browser

beforeAll(async () => {
  server = createServer((request, response) => {
    const [type, text] = files[request.url] ?? []
    if (text) return response.setHeader('Content-Type', type).end(text)
    if (!request.url.startsWith('/api/')) return response.writeHead(404).end() // the icon
    received.push(`${request.url} ${request.headers.authorization ?? 'without a token'}`)
    for (const arrived of arrivals) arrived()
    response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  server?.closeAllConnections()
})

async function until(path) {
  while (!received.some(line => line.startsWith(path))) await new Promise(resolve => arrivals.add(resolve))
}

/** What reaches the server from a frame that closes while it has a token, or waits for one. */
async function close({ hasToken }) {
  received.length = 0
  const page = await browser.newPage()
  await page.goto(`http://localhost:${server.address().port}/`)
  const token = 'e30.e30.c2ln'
  await page.evaluate(
    async ([token, hasToken]) => {
      const frame = document.querySelector('iframe')
      const app = frame.contentWindow
      const client = app.ApContextFetch.createContextClient({
        getToken: () =>
          hasToken ? token : new Promise(resolve => (globalThis.answer = () => resolve(token))),
      })
      if (hasToken) await client.getToken()
      app.addEventListener('pagehide', () => {
        client.fetch('/api/keepalive', { method: 'POST', body: 'draft', keepalive: true }).catch(() => {})
        app.navigator.sendBeacon('/api/beacon', 'draft')
      })
      frame.remove()
      globalThis.answer?.()
    },
    [token, hasToken],
  )
  await until('/api/beacon')
  if (hasToken) await until('/api/keepalive')
  // A request of the page that stays: whatever was on its way before has arrived.
  await page.evaluate(() => fetch('/api/after').then(response => response.text()))
  await page.close()
  return received.toSorted()
}

test('docs/faq.md: with keepalive a request outlives its page if a token is there; a beacon has none', async () => {
  expect(await close({ hasToken: true })).toEqual([
    '/api/after without a token',
    '/api/beacon without a token',
    '/api/keepalive JWT e30.e30.c2ln',
  ])
})

test('docs/faq.md: a request that waits for its token when the page closes is not sent', async () => {
  expect(await close({ hasToken: false })).toEqual([
    '/api/after without a token',
    '/api/beacon without a token',
  ])
})
