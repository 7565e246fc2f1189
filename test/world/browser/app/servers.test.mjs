import { spawnSync } from 'node:child_process'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHub } from '../../../../demo/server/hub.mjs'
import { startServers } from '../../../../demo/servers.mjs'
import { launchBrowser } from '../../../support/browser.mjs'

let demo
beforeAll(async () => {
  demo = await startServers()
})
afterAll(() => demo.stop())

/** The status of a request whose `Host` is as given; `fetch` lets nobody set it. */
const statusFor = (url, host) =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, response => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })

test.each(['productUrl', 'appUrl'])('%s answers to the names of this machine alone', async name => {
  const url = new URL(demo[name])
  expect(await statusFor(url, url.host)).not.toBe(421)
  for (const host of [`127.0.0.1.example.com:${url.port}`, 'evil.example', `localhost.:${url.port}`])
    expect(await statusFor(url, host), host).toBe(421)
})

test('a body is read only after its request was let in', async () => {
  const { status } = await fetch(`${demo.appUrl}/api/echo`, { method: 'POST', body: 'x'.repeat(1_000_000) })
  expect(status).toBe(401)
  expect(demo.received.at(-1)).toMatchObject({ method: 'POST', status: 401, body: Buffer.alloc(0) })
})

test('what is kept of requests is bounded: the oldest bodies go first', () => {
  const hub = createHub()
  const entries = Array.from({ length: 3 }, () => ({ body: Buffer.alloc(0) }))
  for (const entry of entries) {
    hub.record(entry)
    hub.keepBody(entry, Buffer.alloc(90_000_000))
  }
  expect(entries.map(({ body }) => body.length)).toEqual([0, 90_000_000, 90_000_000])
  expect(hub.received).toHaveLength(3)
})

describe('npm run demo', () => {
  const run = (...options) => {
    const argv = [fileURLToPath(new URL('../../../../demo/start.mjs', import.meta.url)), ...options]
    return spawnSync(process.execPath, argv, { encoding: 'utf8', timeout: 30_000 })
  }

  test('--help lists every option', () => {
    const { status, stdout } = run('--help')
    expect(status).toBe(0)
    const options = [
      'app',
      'lifetime',
      'session-lifetime',
      'latency',
      'fault',
      'product-port',
      'app-port',
      'help',
    ]
    expect([...stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name)).toEqual(options)
  })

  test.each([
    [
      ['--app', 'localhost'],
      '--app must be the address of a page, such as http://localhost:5173/, not "localhost"',
    ],
    [['--lifetime', 'x'], '--lifetime must be a number, not "x"'],
    [['--fault', 'x'], 'fault must be one of none, reject, hang, same, not "x"'],
  ])('%j is one line that says what is wrong', (options, line) => {
    const { status, stderr } = run(...options)
    expect(status).toBe(1)
    expect(stderr).toBe(`demo: ${line}. See npm run demo -- --help\n`)
  })

  test('a port that is taken is named', () => {
    const { port } = new URL(demo.productUrl)
    const { status, stderr } = run('--product-port', port)
    expect(status).toBe(1)
    expect(stderr).toBe(
      `demo: port ${port} is taken: stop who has it, or name another. See npm run demo -- --help\n`,
    )
  })
})

test('an app of elsewhere is framed first, with its bridge calls in the picture', async () => {
  const own = `http://localhost:${new URL(demo.appUrl).port}/spa.html?quiet`
  const other = await startServers({ ownApp: own })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(other.productUrl)
    await page.locator('.lane-title', { hasText: 'Your app' }).waitFor()
    // Five bundles are made first, which takes a busy machine its time.
    await expect.poll(() => other.countersByPage().own?.bridgeCalls, { timeout: 90_000 }).toBe(1)
    expect(await page.locator('#apps iframe').first().getAttribute('title')).toBe('Your app')
  } finally {
    await browser.close()
    await other.stop()
  }
})
