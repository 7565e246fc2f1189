import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFakeToken } from '../../../src/testing/index.ts'
import { launchBrowser } from '../../support/browser.mjs'

const script = readFileSync(new URL('../../../dist/ap-context-fetch.global.min.js', import.meta.url), 'utf8')
const resolveDir = fileURLToPath(new URL('.', import.meta.url))

/** Starts a version of OpenTelemetry's fetch instrumentation when the page says so. */
async function bundleTracing(library) {
  const { outputFiles } = await build({
    stdin: {
      resolveDir,
      contents: `
        import { FetchInstrumentation } from '${library}'
        import { WebTracerProvider } from '@opentelemetry/sdk-trace-web'
        globalThis.startTracing = ignored => {
          const provider = new WebTracerProvider()
          provider.register()
          const ignoreUrls = ignored && [new RegExp(ignored)]
          new FetchInstrumentation({ ignoreUrls }).setTracerProvider(provider)
        }`,
    },
    bundle: true,
    format: 'iife',
    write: false,
  })
  return outputFiles[0].text
}

const rejected = createFakeToken()
const good = createFakeToken()
/** The requests that arrived, as the backend saw them. */
const received = []
const server = createServer(async (request, response) => {
  const { url, headers } = request
  if (!url.startsWith('/api')) {
    response.setHeader('content-type', 'text/html').end('<!doctype html>')
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  received.push({ url, authorization: headers.authorization, isTraced: 'traceparent' in headers, body })
  response.statusCode = headers.authorization === `JWT ${good}` ? 200 : 401
  response.end('{}')
})

const libraries = ['opentelemetry-fetch-0203', 'opentelemetry-fetch']
const bundles = {}
let browser
let origin
beforeAll(async () => {
  for (const library of libraries) bundles[library] = await bundleTracing(library)
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${server.address().port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await new Promise(resolve => server.close(resolve).closeAllConnections())
})
beforeEach(() => {
  received.length = 0
})

/** Every way to send, each with its token; the first finds its token rejected. Runs in the page. */
async function sendAll([first, second, startsLater, ignored]) {
  const tokens = [first, second]
  const client = ApContextFetch.createContextClient({
    getToken: () => tokens.shift() ?? second,
    prefetch: false,
  })
  if (startsLater) startTracing(ignored)
  const undo = ApContextFetch.installContextFetch(client)
  const requests = [
    () => client.fetch('/api/text', { method: 'POST', body: 'text' }),
    () => client.fetch(new Request('/api/request', { method: 'POST', body: 'request' })),
    () => client.http('/api/ky'),
    () => client.http.post('/api/ky-json', { json: { a: 1 } }),
    () => fetch('/api/installed'),
    () => fetch(new Request('/api/installed-request', { method: 'POST', body: 'installed' })),
  ]
  const statuses = []
  for (const send of requests) statuses.push(await send().then(({ status }) => status, String))
  undo()
  client.dispose()
  return statuses
}

const cases = libraries.flatMap(library =>
  ['before', 'after'].flatMap(order =>
    [undefined, '/nothing', '/api'].map(ignored => ({ library, order, ignored })),
  ),
)

describe('F13: tracing libraries keep the token, and their own headers', () => {
  test.each(cases)(
    '$library, loaded $order, with ignoreUrls $ignored',
    async ({ library, order, ignored }) => {
      const page = await browser.newPage()
      await page.goto(origin)
      await page.evaluate(bundles[library])
      if (order === 'before') await page.evaluate(`startTracing(${JSON.stringify(ignored)})`)
      await page.evaluate(`${script}; globalThis.ApContextFetch = ApContextFetch`)
      const statuses = await page.evaluate(sendAll, [rejected, good, order === 'after', ignored])
      expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
      expect(received.map(({ url, body }) => [url, body])).toEqual([
        ['/api/text', 'text'],
        ['/api/text', 'text'],
        ['/api/request', 'request'],
        ['/api/ky', ''],
        ['/api/ky-json', '{"a":1}'],
        ['/api/installed', ''],
        ['/api/installed-request', 'installed'],
      ])
      expect(new Set(received.map(({ isTraced }) => isTraced))).toEqual(new Set([ignored !== '/api']))
      await page.close()
    },
  )
})

test('T14: with async functions downlevelled, as in Angular, no timer is left in the zone of the caller', async () => {
  const { outputFiles } = await build({
    stdin: { contents: `import 'zone.js'`, resolveDir },
    bundle: true,
    format: 'iife',
    write: false,
  })
  const page = await browser.newPage()
  await page.goto(origin)
  await page.evaluate(outputFiles[0].text)
  // zone.js cannot follow native async functions, so that what they call is in nobody's zone.
  const { code } = await transform(script, { target: 'es2016' })
  await page.evaluate(`${code}; globalThis.ApContextFetch = ApContextFetch`)
  const pending = await page.evaluate(async token => {
    let macroTasks = false
    const zone = Zone.current.fork({
      name: 'app',
      onHasTask: (parent, _, target, state) => {
        parent.hasTask(target, state)
        if (state.change === 'macroTask') macroTasks = state.macroTask
      },
    })
    const client = ApContextFetch.createContextClient({
      getToken: () => new Promise(resolve => setTimeout(resolve, 10, token)),
      prefetch: false,
    })
    await zone.run(() => client.fetch('/api/zone').then(response => response.text()))
    await new Promise(resolve => setTimeout(resolve, 50))
    return macroTasks
  }, good)
  expect([pending, received.map(({ authorization }) => authorization)]).toEqual([false, [`JWT ${good}`]])
  await page.close()
})
