import { chromium } from 'playwright-core'
import { inject } from 'vitest'
import { startServers } from '../../../demo/servers.mjs'

/**
 * A product, an app with a client of its own, and requests ten times a second until told to stop; each scene
 * has servers and a browser of its own, so that scenes run side by side.
 *
 * @param {{ lifetime?: number, client?: object, beforeLoad?: () => void }} options
 * @param {(stage: object) => Promise<void>} play
 */
export async function scene({ lifetime = 8, client = {}, beforeLoad }, play) {
  const demo = await startServers({ lifetime, latency: 20 })
  const browser = await chromium.launch(inject('chromium'))
  try {
    const context = await browser.newContext()
    if (beforeLoad) await context.addInitScript(beforeLoad)
    await context.addInitScript(faultyBridge)
    const page = await context.newPage()
    await page.goto(`${demo.productUrl}?apps=plain&quiet`)
    const app = await appOf(page)
    await app.evaluate(startClient, client)
    const before = demo.counters()
    const asked = () => page.evaluate(() => globalThis.bridgeCalls)
    const askedBefore = await asked()
    const sentBefore = demo.received.length
    const stage = { demo, browser, context, page, app: () => appOf(page), until: until(page) }
    await play(stage)
    const saw = await (await appOf(page)).evaluate(() => globalThis.scene.stop())
    return {
      saw,
      bridgeCalls: (await asked()) - askedBefore,
      sends: demo.received.length - sentBefore,
      backend401s: demo.counters().backend401s - before.backend401s,
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

/** Waits in the app until so many events of a type have come, counted from now. */
const until = page => async (type, count, act) => {
  const app = await appOf(page)
  const from = await app.evaluate(type => globalThis.scene.events[type], type)
  await act?.()
  await app.waitForFunction(([type, count]) => globalThis.scene.events[type] >= count, [type, from + count], {
    polling: 50,
    timeout: 60_000,
  })
}

/** In the app: a client of its own, and a request every 100 ms; the first when its token is there. */
async function startClient(options) {
  globalThis.demo.client.dispose()
  const client = globalThis.ApContextFetch.createContextClient(options)
  const saw = {}
  const events = { refresh: 0, refresherror: 0, rejected: 0, request: 0 }
  for (const type of ['refresh', 'refresherror', 'rejected']) {
    client.addEventListener(type, () => {
      events[type] += 1
    })
  }
  // The timeout of a scene may be too short for a busy machine: only what comes later counts.
  while (!client.tokens.peek()) await client.getToken().catch(() => {})
  let isOn = true
  const ended = (async () => {
    while (isOn) {
      const outcome = await client.fetch('/api/me').then(
        ({ status }) => status,
        error => error.code ?? error.name,
      )
      saw[outcome] = (saw[outcome] ?? 0) + 1
      events.request += 1
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  })()
  globalThis.scene = {
    client,
    events,
    stop: async () => {
      isOn = false
      await ended
      return saw
    },
  }
}

/** In the product page: counts the calls of the bridge, and `globalThis.bridgeFault` says how they end. */
function faultyBridge() {
  const real = globalThis.fetch
  const faults = {
    hang: () => new Promise(() => {}),
    string: () => Promise.reject('no'),
    nothing: () => Promise.reject(undefined),
    Error: () => Promise.reject(new Error('no')),
    late: (...args) =>
      new Promise(resolve => {
        globalThis.answerLate = () => resolve(real(...args))
      }),
  }
  globalThis.fetch = (...args) => {
    if (!String(args[0]).includes('/host-api/token')) return real(...args)
    globalThis.bridgeCalls = (globalThis.bridgeCalls ?? 0) + 1
    return (faults[globalThis.bridgeFault] ?? real)(...args)
  }
}

export const setFault = (page, fault) =>
  page.evaluate(fault => {
    globalThis.bridgeFault = fault
  }, fault)
