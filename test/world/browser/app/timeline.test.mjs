import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const lifetime = 6
const held = product({ lifetime, latency: 300 })
const picture = fileURLToPath(new URL('../../../../docs/timeline.png', import.meta.url))

test('the demo draws tokens and requests of every app, and the app that asks once is refused', async () => {
  const viewport = { width: 1100, height: 900 }
  const [page, spa, plain] = await held.open('spa,plain,usual', { quiet: false, viewport })
  const counted = app => held.demo.countersByPage()[app] ?? {}
  const until = (read, expected) => expect.poll(read, { timeout: 30_000 }).toSatisfy(expected)

  await until(
    () => counted('usual').app401s,
    count => count > 2,
  )
  const timeline = page.locator('#timeline svg')
  // The picture moves: on a busy machine the only token of this app has left it when all else has happened.
  await until(
    () => timeline.evaluate(drawnByLane),
    ([, , usual]) => usual?.tokens > 0 && usual.answered > 2 && usual.unauthorized > 2,
  )
  // A token that nobody is about to refresh: otherwise the revoked one may be gone before it is sent again.
  held.demo.settings.lifetime = 16
  const isFresh = () => globalThis.demo.client.tokens.expiresAt > Date.now() + 10_000
  for (const frame of [spa, plain]) await frame.waitForFunction(isFresh, undefined, { polling: 50 })
  held.demo.settings.lifetime = lifetime
  const refused = () => [counted('spa').backend401s, counted('plain').backend401s]
  const before = refused()
  await page.getByRole('button', { name: /revoke/i }).click()

  await until(refused, counts => counts.every((count, index) => count > before[index]))
  await until(
    () => timeline.evaluate(drawnByLane),
    lanes => lanes.length === 3 && lanes[0].retried > 0 && lanes[1].retried > 0,
  )
  expect(refused()).toEqual(before.map(count => count + 1))
  const calls = [counted('spa').bridgeCalls, counted('plain').bridgeCalls]
  for (const [index, app] of ['spa', 'plain'].entries()) {
    await until(
      () => counted(app).bridgeCalls,
      count => count > calls[index] + 1,
    )
  }
  expect([counted('spa').app401s, counted('plain').app401s]).toEqual([0, 0])
  const [drawnSpa, drawnPlain] = await timeline.evaluate(drawnByLane)
  for (const lane of [drawnSpa, drawnPlain]) {
    expect(lane.tokens).toBeGreaterThan(1)
    expect(lane.answered).toBeGreaterThan(2)
    expect(lane.unauthorized).toBe(0)
  }
  if (process.env.UPDATE_SCREENSHOT) {
    mkdirSync(fileURLToPath(new URL('.', `file://${picture}`)), { recursive: true })
    await page.locator('.times').screenshot({ path: picture })
  }
  await page.close()
})

/** How many tokens and requests each app's lane shows, top to bottom, by what lies inside it. */
function drawnByLane(svg) {
  const boxes = selector => [...svg.querySelectorAll(selector)].map(shape => shape.getBoundingClientRect())
  return boxes('rect.lane').map(({ top, bottom }) => {
    const inside = selector => boxes(selector).filter(box => box.top >= top && box.bottom <= bottom).length
    return {
      tokens: inside('rect.token'),
      answered: inside('path.ok'),
      retried: inside('path.retried'),
      unauthorized: inside('path.unauthorized'),
    }
  })
}
