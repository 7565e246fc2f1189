import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHub } from '../../../../demo/server/hub.mjs'
import { startServers } from '../../../../demo/servers.mjs'

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
