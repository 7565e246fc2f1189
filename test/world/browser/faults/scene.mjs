import { expect, inject } from 'vitest'
import { startServers } from '../../../../demo/servers.mjs'
import { launchBrowser } from '../../../support/browser.mjs'
import { policyViolations } from '../../../support/policy.mjs'
import { calm } from '../../../support/product.mjs'
import { prepareProduct, startClient } from './in-page.mjs'

/**
 * A product, an app with a client of its own, and requests ten times a second until told to stop; each scene
 * has servers and a browser of its own, so that scenes run side by side.
 *
 * @param {{ lifetime: number, client?: object, beforeLoad?: () => void, keepsPages?: boolean }} options
 * @param {(stage: object) => Promise<void>} play
 */
export async function scene({ lifetime, client = {}, beforeLoad, keepsPages = false }, play) {
  const demo = await startServers({ lifetime, latency: 20, policy: inject('policy') })
  const keeping = { isWhole: true, ignoreDefaultArgs: ['--disable-back-forward-cache'] }
  const browser = await launchBrowser(keepsPages ? keeping : {})
  try {
    const context = await browser.newContext(calm)
    if (keepsPages) await allowKeeping(context)
    if (beforeLoad) await context.addInitScript(beforeLoad)
    await context.addInitScript(prepareProduct)
    const page = await context.newPage()
    const violations = policyViolations()
    await violations.watch(page)
    await page.goto(`${demo.productUrl}?apps=plain&quiet`)
    const app = await appOf(page)
    await app.evaluate(startClient, client)

    const stage = { demo, browser, context, page, app, ...observe(page) }
    const before = { calls: await stage.bridgeCalls(), backend401s: demo.counters().backend401s }
    const sentBefore = demo.received.length
    const began = performance.now()
    await stage.start()
    await play(stage)
    await stage.stop()
    expect(violations.taken()).toEqual([])
    const sent = demo.received.slice(sentBefore)
    return {
      ...(await stage.told()),
      bridgeCalls: (await stage.bridgeCalls()) - before.calls,
      sends: sent.length,
      backend401s: demo.counters().backend401s - before.backend401s,
      sentAgain: sentAgain(sent),
      duration: performance.now() - began,
    }
  } finally {
    await browser.close()
    await demo.stop()
  }
}

async function appOf(page) {
  const isApp = frame => frame.url().includes('plain.html')
  const frame = page.frames().find(isApp) ?? (await page.waitForEvent('framenavigated', isApp))
  await frame.waitForFunction(() => globalThis.demo !== undefined, undefined, { polling: 50 })
  return frame
}

/** The app, as the product page hears of it. */
function observe(page) {
  const told = () => page.evaluate(() => globalThis.told)
  /** Waits until there were so many of a kind, counted from the start. */
  const reached = async (kind, count) => {
    await page.waitForFunction(([kind, count]) => globalThis.told[kind] >= count, [kind, count], {
      polling: 50,
      timeout: 60_000,
    })
  }
  const post = scene => page.evaluate(scene => frames[0].postMessage({ scene }, '*'), scene)
  return {
    told,
    reached,
    /** The same, counted from now. */
    until: async (kind, count, act) => {
      const from = (await told())[kind] ?? 0
      await act?.()
      await reached(kind, from + count)
    },
    bridgeCalls: () => page.evaluate(() => globalThis.bridgeCalls),
    /** How the next calls of the bridge end, one after another. */
    setFaults: (...faults) => page.evaluate(faults => Object.assign(globalThis, { faults }), faults),
    start: async () => {
      await post('start')
      await page.waitForFunction(() => globalThis.told.isOn, undefined, { polling: 50 })
    },
    stop: async () => {
      await post('stop')
      await page.waitForFunction(() => globalThis.told.isOn === false, undefined, { polling: 50 })
    },
  }
}

/**
 * Chromium keeps no page that is `no-store`, as the demo's are, or that listens to `unload`, as all.js does:
 * unless the product's policy says that nobody does.
 */
async function allowKeeping(context) {
  await context.route('**', async route => {
    if (route.request().url().endsWith('/host-api/events')) return route.continue()
    const response = await route.fetch()
    const headers = { ...response.headers(), 'cache-control': 'no-cache', 'permissions-policy': 'unload=()' }
    return route.fulfill({ response, headers })
  })
}

/** How many requests went out with a token that the backend had refused already. */
function sentAgain(sent) {
  const refused = new Set()
  let count = 0
  for (const { headers, status } of sent) {
    if (refused.has(headers.authorization)) count += 1
    if (status === 401) refused.add(headers.authorization)
  }
  return count
}
