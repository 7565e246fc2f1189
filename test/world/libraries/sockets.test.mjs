import { afterAll, beforeAll, expect, test } from 'vitest'
import { product } from '../../support/product.mjs'
import { buildPages } from './build.mjs'
import { startSockets } from './server/sockets.mjs'

/** In seconds: a socket that no new token reaches lives no longer. A busy machine has a fifth of it for the next token. */
const lifetime = 12
const pages = await buildPages('sockets.ts', ['sockets'])
const held = product({ lifetime, latency: 20, publicDir: pages.folder }, { sendsElsewhere: true })
let sockets
beforeAll(async () => {
  sockets = await startSockets()
})
afterAll(async () => {
  await sockets?.stop()
  pages.remove()
})

const open = (more = '') => held.open(`/sockets.html?sockets=${encodeURIComponent(sockets.origin)}${more}`)
const ended = () => Object.entries(sockets.seen).map(([name, { ended }]) => [name, ended])
const refreshed = (frame, times) =>
  frame.evaluate(
    times =>
      new Promise(resolve => {
        globalThis.demo.client.addEventListener('refresh', () => {
          times -= 1
          if (times === 0) resolve()
        })
      }),
    times,
  )

test('sockets and streams live through three tokens, and the server ends none of them', async () => {
  const [page, frame] = await open()
  await refreshed(frame, 3)
  const before = await frame.evaluate(() => ({ ...globalThis.demo.told }))
  await frame.waitForFunction(
    before => Object.entries(globalThis.demo.told).every(([name, count]) => count > before[name]),
    before,
    { polling: 50 },
  )
  console.table(
    Object.fromEntries(
      Object.entries(sockets.seen).map(([name, { tokens, ended }]) => [
        name,
        { tokens: tokens.size, 'ended by the server': ended, 'messages until then': before[name] },
      ]),
    ),
  )
  expect(ended()).toEqual(Object.keys(sockets.seen).map(name => [name, 0]))
  for (const [name, { tokens }] of Object.entries(sockets.seen))
    expect(tokens.size, name).toBeGreaterThanOrEqual(3)
  await page.close()
})

test('each would be ended if the client told of no refresh', async () => {
  const [page] = await open('&deaf')
  await expect.poll(ended, { timeout: 60_000 }).toEqual(Object.keys(sockets.seen).map(name => [name, 1]))
  await page.close()
})
