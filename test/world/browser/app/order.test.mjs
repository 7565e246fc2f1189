import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const publicDir = fileURLToPath(new URL('pages', import.meta.url))
const held = product({ lifetime: 60, latency: 20, publicDir })

test.each([
  ['before', 'early', false],
  ['after', 'late', true],
])('S1, S2: the script works %s all.js', async (_, name, hadBridge) => {
  const [page, frame] = await held.open(`/${name}.html`)
  const seen = await frame.evaluate(async () => ({
    hadBridge: globalThis.demo.hadBridge,
    status: (await globalThis.demo.client.fetch('/api/me')).status,
  }))
  expect(seen).toEqual({ hadBridge, status: 200 })
  expect(held.demo.counters().bridgeCalls).toBe(1)
  await page.close()
})
