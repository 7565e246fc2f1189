import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

/** A session token is stale for a fifth of its life: more than two seconds, for a busy machine. */
const held = product({ lifetime: 60, latency: 20, sessionLifetime: 12 })

test('S8: on the demo’s page with session tokens a stream, an upload and a download live through two changes', async () => {
  const [page, frame] = await held.open('session', { quiet: false }) // A token that nobody uses is not refreshed.
  const live = () => frame.evaluate(() => ({ ...globalThis.demo.live }))
  const until = (what, count) =>
    expect.poll(async () => (await live())[what], { timeout: 60_000 }).toBeGreaterThan(count)

  await until('events', 0)
  await until('tokens', 1)
  const buffer = Buffer.alloc(2_000_000, 'seven')
  await frame
    .locator('#file')
    .setInputFiles({ name: 'seven.bin', mimeType: 'application/octet-stream', buffer })
  const download = frame.getByRole('link', { name: 'Download: seven.bin' })
  await download.waitFor()
  expect(await frame.locator('.progress span').textContent()).toBe('100 %')

  await until('tokens', 2)
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()])
  expect(file.suggestedFilename()).toBe('seven.bin')
  expect(readFileSync(await file.path()).equals(buffer)).toBe(true)

  const { events, streams } = await live()
  await until('events', events)
  expect(streams).toBe(1)
  expect(await frame.locator('#live').textContent()).toMatch(/^\d+ events in one stream, through \d+ tokens$/)
  expect(held.demo.received.map(({ status }) => status)).not.toContain(401)
  const bySession = ({ headers }) => headers.authorization.startsWith('Bearer ')
  expect(held.demo.received.filter(({ url }) => url !== '/api/session').every(bySession)).toBe(true)

  const { tokens } = await live()
  held.demo.revokeCurrent()
  const rejected = () => held.demo.received.filter(({ status }) => status === 401).length
  await expect.poll(rejected, { timeout: 60_000 }).toBeGreaterThan(0)
  await until('tokens', tokens)
  expect((await live()).streams).toBe(1)
  expect(held.demo.countersByPage().session.app401s).toBe(0)
  await page.close()
})
