import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { startServers } from '../../demo/servers.mjs'
import { launchBrowser } from './browser.mjs'
import { policyViolations, withForeign } from './policy.mjs'

/** The product page draws its timeline twice a second for those who want less motion, and sixty times for others. */
export const calm = { reducedMotion: 'reduce' }

const connectSelf = "default-src 'self'; connect-src 'self'"

/**
 * The demo's servers and a browser for one file of tests. `open('spa,plain')` or `open('/any.html')` opens the
 * product page with these apps and returns their frames, once each has its client; `isSameSite` serves it from
 * the site of the app, whose frames Chromium allows storage then; `lifetime` is that of the tokens until the next one.
 *
 * @param {import('../../demo/servers.mjs').DemoOptions} options
 * @param {{ sendsElsewhere?: boolean }} [test] on purpose, which the pages' policy is to allow then
 */
export function product(options, { sendsElsewhere = false } = {}) {
  const held = {}
  const violations = policyViolations()
  const policy = inject('policy')
  beforeAll(async () => {
    held.demo = await startServers({
      ...options,
      policy: sendsElsewhere ? withForeign(policy ?? connectSelf) : policy,
    })
    held.browser = await launchBrowser()
  })
  afterEach(() => {
    expect(violations.taken()).toEqual([])
  })
  afterAll(async () => {
    await held.browser?.close()
    await held.demo?.stop()
  })

  held.open = async (apps, { quiet = true, isSameSite = false, lifetime, ...pageOptions } = {}) => {
    held.demo.reset()
    if (lifetime !== undefined) held.demo.settings.lifetime = lifetime
    const page = await held.browser.newPage({ ...calm, ...pageOptions })
    await violations.watch(page)
    const productUrl = isSameSite ? sameSite(held.demo.productUrl) : held.demo.productUrl
    await page.goto(`${productUrl}?apps=${encodeURIComponent(apps)}${quiet ? '&quiet' : ''}`)
    const frames = apps.split(',').map(app => frameOf(page, pathOf(app), held.demo.appUrl))
    return [page, ...(await Promise.all(frames))]
  }
  return held
}

const sameSite = url => url.replace('127.0.0.1', 'localhost')

const pathOf = app => (app.startsWith('/') ? app.replace(/\?.*/, '') : `/${app}.html`)

async function frameOf(page, path, origin) {
  const isIt = frame => frame.url().replace(/\?.*/, '') === origin + path
  const frame = page.frames().find(isIt) ?? (await page.waitForEvent('framenavigated', isIt))
  // A frame outside the viewport is not painted: no polling by animation frames.
  await frame.waitForFunction(() => globalThis.demo !== undefined, undefined, { polling: 50 })
  return frame
}
