import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { product } from './product.mjs'

const held = product({ lifetime: 6, latency: 300 })
const picture = fileURLToPath(new URL('../../../docs/timeline.png', import.meta.url))

test('the demo draws tokens and requests of every app, and the app that asks once is refused', async () => {
  const [page] = await held.open('spa,plain,usual', { quiet: false, viewport: { width: 1100, height: 900 } })
  const seen401s = async app => held.demo.countersByPage()[app]?.app401s ?? 0
  await expect.poll(() => seen401s('usual'), { timeout: 30_000 }).toBeGreaterThan(2)
  await page.getByRole('button', { name: /revoke/i }).click()
  await expect.poll(() => held.demo.countersByPage().spa.backend401s, { timeout: 30_000 }).toBe(1)
  await expect.poll(() => held.demo.countersByPage().plain.backend401s, { timeout: 30_000 }).toBe(1)
  await expect.poll(() => held.demo.countersByPage().spa.bridgeCalls, { timeout: 30_000 }).toBeGreaterThan(4)
  expect(await seen401s('spa')).toBe(0)
  expect(await seen401s('plain')).toBe(0)
  const shapes = await page.locator('svg').first().locator('rect, circle, path, polygon, use, line').count()
  expect(shapes).toBeGreaterThan(40)
  if (process.env.UPDATE_SCREENSHOT) {
    mkdirSync(fileURLToPath(new URL('.', `file://${picture}`)), { recursive: true })
    await page.locator('.times').screenshot({ path: picture })
  }
  await page.close()
})
