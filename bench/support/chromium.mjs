import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { startServers } from '../../demo/servers.mjs'
import { chromiumOptions } from '../../test/support/find-chromium.mjs'

/** The demo's product, app and backend, and a browser; whatever `use` does, they stop after it. */
export async function withProduct(options, use) {
  const demo = await startServers({
    publicDir: fileURLToPath(new URL('../pages', import.meta.url)),
    ...options,
  })
  const browser = await chromium.launch(chromiumOptions())
  try {
    return await use({ demo, browser })
  } finally {
    await browser.close()
    await demo.stop()
  }
}

/** Opens a page of the app in the product; its frame, once it has set `demo`. */
export async function openApp({ demo, browser }, path) {
  const page = await browser.newPage()
  await page.goto(`${demo.productUrl}?apps=${encodeURIComponent(path)}&quiet`)
  const isApp = frame => frame.url().startsWith(demo.appUrl)
  const frame = page.frames().find(isApp) ?? (await page.waitForEvent('framenavigated', isApp))
  await frame.waitForFunction(() => globalThis.demo !== undefined, undefined, { polling: 20 })
  return { page, frame }
}
