/** The page is away for longer than a token lives: asleep, hidden, offline, left and come back to. */

import { setTimeout as wait } from 'node:timers/promises'

/** Long enough that a busy machine is never late with a refresh, so that each 401 of the backend is a fault. */
const lifetime = 6

/** That time passes is what is tested here: longer than a lifetime. */
const away = 7000
const beAway = () => wait(away)

/** One when the page is back, and one for each time that a token got stale while it was there (T1). */
const bridgeCalls = ({ duration }) => 1 + Math.ceil((duration - away) / (lifetime * 0.8 * 1000))

/**
 * Stops every renderer of the browser and lets them go on: `Page.setWebLifecycleState` does nothing headless. What `wake`
 * asks of the page waits there, and is the first that it does.
 */
async function sleep(browser, wake) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  for (const pid of renderers) process.kill(pid, 'SIGSTOP')
  let woken
  try {
    await beAway()
    woken = wake()
  } finally {
    for (const pid of renderers) process.kill(pid, 'SIGCONT')
  }
  await woken
}

/** Playwright keeps every page visible, so the app is told otherwise, as its document would tell. */
const setVisibility = (app, state) =>
  app.evaluate(state => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

export const page = [
  {
    name: 'T6, T8: stopped past the expiry, as by a laptop that sleeps',
    options: { lifetime },
    async play({ browser, until, start, stop }) {
      await until('request', 5)
      await stop() // One that is on its way would take its token past the expiry.
      await until('refresh', 1, () => sleep(browser, start))
      await until('request', 10)
    },
    bridgeCalls,
  },
  {
    name: 'T8, T9: hidden for longer than a lifetime without a request, then shown',
    options: { lifetime },
    async play({ app, until, start, stop, bridgeCalls }) {
      await until('request', 5)
      await stop()
      await setVisibility(app, 'hidden')
      const before = await bridgeCalls()
      await beAway()
      if ((await bridgeCalls()) > before) throw new Error('T8: the bridge was asked while nobody looked')
      await until('refresh', 1, () => setVisibility(app, 'visible'))
      await start()
      await until('request', 10)
    },
    bridgeCalls,
  },
  {
    name: 'T9: offline for longer than a lifetime, then online',
    options: { lifetime, client: { tokenTimeout: 1000 } },
    async play({ context, until, start, stop }) {
      await until('request', 5)
      await until('refresherror', 4, () => context.setOffline(true))
      await stop() // So that nothing but the event is left to ask.
      await until('refresh', 1, () => context.setOffline(false))
      await start()
      await until('request', 10)
    },
    // Without a network there is no answer, and no token.
    mayAlsoSee: ['TypeError', 'source-error', 'timeout'],
  },
  {
    name: 'T9: left, and come back to through the back/forward cache',
    options: { lifetime, keepsPages: true },
    async play({ page, told, reached, until, start, stop }) {
      await until('request', 5)
      await until('refresh', 1, stop) // The last one that a timer makes for those requests (T8).
      const { refresh } = await told()
      await page.goto('about:blank')
      await beAway()
      await page.goBack({ waitUntil: 'commit' })
      await reached('kept', 1)
      await reached('refresh', refresh + 1) // Nobody has made a request yet.
      await start()
      await until('request', 10)
    },
    bridgeCalls,
  },
]
