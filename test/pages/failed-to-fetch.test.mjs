import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.mjs'
import { fileOf } from './pages.ts'

const script = readFileSync(fileOf('dist/ap-context-fetch.global.min.js'), 'utf8')
const stop = []
let browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  for (const end of stop) end()
  await browser?.close()
})

/** A server on this machine; a page calls it `localhost`, its API `127.0.0.1`, which is another origin. */
async function serve(answer) {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  stop.push(close)
  return { port: server.address().port, close }
}

const pageWith = policy =>
  serve((request, response) => {
    if (policy) response.setHeader('Content-Security-Policy', policy)
    response.setHeader('Content-Type', request.url === '/script.js' ? 'text/javascript' : 'text/html')
    response.end(request.url === '/script.js' ? script : '<script src="/script.js"></script>')
  })

/** An API that allows everything, unless `refusal` is what a question of the browser gets. */
const api = refusal =>
  serve((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', 'authorization')
    response.writeHead(request.method === 'OPTIONS' && refusal ? refusal : 200).end('[]')
  })

/** What a page is told of its request to an API elsewhere: the status, or the error. */
async function ask(site, port) {
  const page = await browser.newPage()
  await page.goto(`http://localhost:${site.port}/`)
  const told = await page.evaluate(async api => {
    const client = ApContextFetch.createContextClient({
      getToken: () =>
        `${btoa('{}')}.${btoa('{"iss":"tenant"}').replaceAll('=', '')}.c2ln`.replaceAll('=', ''),
      allowedOrigins: [api],
    })
    return client.fetch(`${api}/api/notes`).then(
      ({ status }) => status,
      ({ name, message }) => `${name}: ${message}`,
    )
  }, `http://127.0.0.1:${port}`)
  await page.close()
  return told
}

const failed = 'TypeError: Failed to fetch'

test('docs/troubleshooting.md: an OPTIONS that is answered with 401 is “Failed to fetch”', async () => {
  const site = await pageWith()
  expect(await ask(site, (await api()).port)).toBe(200)
  expect(await ask(site, (await api(401)).port)).toBe(failed)
})

test('docs/troubleshooting.md: a policy that does not name the API is “Failed to fetch”', async () => {
  const { port } = await api()
  const policy = "default-src 'none'; script-src 'self'; connect-src"
  expect(await ask(await pageWith(`${policy} http://127.0.0.1:${port}`), port)).toBe(200)
  expect(await ask(await pageWith(`${policy} 'self'`), port)).toBe(failed)
})

test('docs/troubleshooting.md: a server that is down is “Failed to fetch”', async () => {
  const { port, close } = await api()
  close()
  expect(await ask(await pageWith(), port)).toBe(failed)
})
