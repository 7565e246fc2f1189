import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const held = product({ lifetime: 60, latency: 20 })

const ask = async () => {
  const outcome = promise =>
    promise.then(
      ({ status }) => status,
      error => error.name,
    )
  const { client } = globalThis.demo
  return [
    await outcome(client.fetch('/api/notes')),
    await outcome(client.fetch('/api/notes', { method: 'POST', body: '{"text":"Grüße"}' })),
    await outcome(client.http('/api/me')),
  ]
}
const scripts = frame =>
  frame.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))

test('G1: the demo’s single-page app runs in Forge too, from the same build, and only there loads the bridge', async () => {
  const [page, spa, forge] = await held.open('spa,forge')
  expect(await spa.evaluate(ask)).toEqual([200, 201, 200])
  expect(await forge.evaluate(ask)).toEqual([200, 201, 200])
  const [inConnect, inForge] = [await scripts(spa), await scripts(forge)]
  expect(inConnect.filter(path => path.startsWith('/spa'))).toEqual(['/spa.js'])
  expect(inForge.filter(path => path.startsWith('/spa-')).length).toBeGreaterThan(0)
  const [token] = held.demo.received.filter(({ headers }) => headers.authorization?.startsWith('Bearer '))
  expect(token.headers.referer).toBe(`${held.demo.appUrl}/forge.html`)
  await page.close()
})

test('G5, G6: the Forge frame lives through a revoked token, a host that rejects, and one that is silent', async () => {
  const [page, frame] = await held.open('forge')
  expect(await frame.evaluate(ask)).toEqual([200, 201, 200])
  held.demo.revokeCurrent()
  expect(await frame.evaluate(ask)).toEqual([200, 201, 200])
  held.demo.settings.fault = 'reject'
  expect(
    await frame.evaluate(
      async () => (await globalThis.demo.client.fetch('/api/notes').catch(error => error)).name,
    ),
  ).toBe('TypeError')
  held.demo.settings.fault = 'hang'
  const silent = () => {
    const signal = AbortSignal.timeout(200)
    return globalThis.demo.client.fetch('/api/notes', { signal }).catch(error => error.name)
  }
  expect(await frame.evaluate(silent)).toBe('TimeoutError')
  held.demo.settings.fault = 'none'
  expect(await frame.evaluate(ask)).toEqual([200, 201, 200])
  await page.close()
})
