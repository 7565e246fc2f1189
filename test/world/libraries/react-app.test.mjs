import { afterAll, expect, test } from 'vitest'
import { product } from '../../support/product.mjs'
import { buildPages } from './build.mjs'

const pages = await buildPages('react-app.tsx', ['react-app'])
afterAll(pages.remove)
const held = product({ lifetime: 60, latency: 20, publicDir: pages.folder })

test('the React app shows its notes, under StrictMode, with one call of the bridge', async () => {
  const [page, frame] = await held.open('/react-app.html')
  await frame.locator('li').waitFor()
  expect(await frame.locator('li').allTextContents()).toEqual(['This list comes from the app’s backend'])
  expect(held.demo.counters()).toMatchObject({ bridgeCalls: 1, backend401s: 0 })
  await page.close()
})

test('the React app says what a user can do if there is no token', async () => {
  const page = await held.browser.newPage()
  const opened = page.waitForEvent('framenavigated', frame => frame.url().includes('/react-app.html'))
  held.demo.reset()
  held.demo.settings.fault = 'reject'
  await page.goto(`${held.demo.productUrl}?apps=${encodeURIComponent('/react-app.html')}&quiet`)
  const alert = (await opened).getByRole('alert')
  expect(await alert.textContent()).toBe(
    'Jira or Confluence does not answer. Reload the page, or try again later.',
  )
  await page.close()
})
