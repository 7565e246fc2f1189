import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const held = product({ lifetime: 60, latency: 50 })

test('F5: a revoked token costs exactly one retry and one bridge call, and the app sees no 401', async () => {
  const [page, spa] = await held.open('spa')
  const get = () => spa.evaluate(async () => (await globalThis.demo.client.fetch('/api/me')).status)
  expect(await get()).toBe(200)
  held.demo.revokeCurrent()
  const { bridgeCalls } = held.demo.counters()
  held.demo.received.length = 0
  expect(await get()).toBe(200)
  expect(held.demo.received.map(({ status }) => status)).toEqual([401, 200])
  expect(held.demo.counters().bridgeCalls).toBe(bridgeCalls + 1)
  expect(await get()).toBe(200)
  expect(held.demo.received).toHaveLength(3)
  await page.close()
})

test('T1: 200 parallel requests at the start cost one bridge call', async () => {
  const [page, plain] = await held.open('plain')
  await plain.evaluate(() => globalThis.demo.client.getToken()) // The page's own client asks beforehand.
  const before = held.demo.counters().bridgeCalls
  const answered = await plain.evaluate(async () => {
    const client = globalThis.ApContextFetch.createContextClient({ prefetch: false })
    const all = await Promise.all(Array.from({ length: 200 }, () => client.fetch('/api/me')))
    return all.filter(({ status }) => status === 200).length
  })
  expect(answered).toBe(200)
  const { bridgeCalls, backend401s } = held.demo.counters()
  console.table({
    '200 at once': {
      requests: held.demo.received.length,
      'bridge calls': bridgeCalls - before,
      '401s of the backend': backend401s,
      'seen by the app': 200 - answered,
    },
  })
  expect(bridgeCalls).toBe(before + 1)
  expect(held.demo.received.map(({ status }) => status)).toEqual(Array(200).fill(200))
  await page.close()
})

/** The code of the error that a request ends with, in a client of its own. */
const failing = async tokenTimeout => {
  const client = globalThis.ApContextFetch.createContextClient({ tokenTimeout, prefetch: false })
  const error = await client.fetch('/api/notes').catch(reason => reason)
  client.dispose()
  return { isTokenError: globalThis.ApContextFetch.isContextTokenError(error), code: error.code, ...error }
}

test('S5, F11: a bridge that never answers gives timeout, and nothing is sent', async () => {
  const [page, plain] = await held.open('plain')
  held.demo.settings.fault = 'hang'
  held.demo.received.length = 0
  expect(await plain.evaluate(failing, 300)).toMatchObject({ isTokenError: true, code: 'timeout' })
  expect(held.demo.received).toEqual([])
  await page.close()
})

test('S4, F11: a bridge that rejects gives source-error, and nothing is sent', async () => {
  const [page, plain] = await held.open('plain')
  held.demo.settings.fault = 'reject'
  held.demo.received.length = 0
  expect(await plain.evaluate(failing, 2000)).toMatchObject({ isTokenError: true, code: 'source-error' })
  expect(held.demo.received).toEqual([])
  await page.close()
})

test('S2: opened outside a product, all.js loads and the error is ap-unavailable', async () => {
  held.demo.reset()
  const page = await held.browser.newPage()
  await page.goto(`${held.demo.appUrl}/plain.html?quiet`)
  expect(await page.evaluate(() => [typeof AP, typeof AP.context])).toEqual(['object', 'undefined'])
  expect(await page.evaluate(failing, 300)).toMatchObject({ isTokenError: true, code: 'ap-unavailable' })
  expect(held.demo.received).toEqual([])
  await page.close()
})
