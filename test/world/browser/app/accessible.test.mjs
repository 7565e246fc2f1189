import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const held = product({ lifetime: 60, latency: 20 })

/** What axe finds: the rule, and where. */
async function violations(frame) {
  await frame.evaluate(axe)
  return frame.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { iframes: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)
  })
}

test.each(['light', 'dark'])('axe finds nothing in the demo, %s', async colorScheme => {
  // Not by `held.open`, which lets no policy be violated: axe puts a style of its own into a page.
  const page = await held.browser.newPage({ colorScheme })
  await page.goto(held.demo.productUrl)
  await expect.poll(() => page.frames().length, { timeout: 30_000 }).toBe(6)
  for (const frame of page.frames()) {
    await frame.locator('h1').waitFor()
    expect(await violations(frame), frame.url()).toEqual([])
  }
  await page.close()
})

test('“Start anew” is as it was at the start', async () => {
  const [page, frame] = await held.open('spa')
  await frame.evaluate(() =>
    globalThis.demo.client.fetch('/api/notes', { method: 'POST', body: '{"text":"x"}' }),
  )
  held.demo.settings.fault = 'reject'
  await page.getByRole('button', { name: 'Start anew' }).click()
  await expect.poll(() => held.demo.settings.fault, { timeout: 30_000 }).toBe('none')
  expect(held.demo.received.filter(({ method }) => method === 'POST')).toEqual([])
  await page.close()
})

test('what a visitor changes leaves a mark in every lane', async () => {
  const [page] = await held.open('spa,plain')
  const marks = page.locator('#timeline line.change')
  await page.getByLabel('Bridge fault').selectOption('same')
  await expect.poll(() => marks.count(), { timeout: 30_000 }).toBe(2)
  await page.getByRole('button', { name: /revoke/i }).click()
  await expect.poll(() => marks.count(), { timeout: 30_000 }).toBe(4)
  await page.getByLabel('Hidden tab').check()
  await expect.poll(() => marks.count(), { timeout: 30_000 }).toBe(6)
  await page.close()
})
