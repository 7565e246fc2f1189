import { setTimeout as wait } from 'node:timers/promises'
import { setFault } from './scene.mjs'

/** A bridge that fails while the token is stale, and works again before it is unusable. */
const failsOnce =
  fault =>
  async ({ page, until }) => {
    await until('refresherror', 1, () => setFault(page, fault))
    await until('refresh', 1, () => setFault(page, undefined))
  }

const shiftClock = hours => async stage => {
  const app = await stage.app()
  await app.evaluate(hours => {
    const real = Date.now
    Date.now = () => real() + hours * 3_600_000
  }, hours)
  await stage.until('refresh', 3)
}

/** Before anything else runs in the app: its clock is wrong from the start. */
const ahead = () => {
  if (location.hostname !== 'localhost') return
  const real = Date.now
  Date.now = () => real() + 3_600_000
}
const behind = () => {
  if (location.hostname !== 'localhost') return
  const real = Date.now
  Date.now = () => real() - 3_600_000
}

const setVisibility = async ({ app }, state) =>
  (await app()).evaluate(state => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

/** Stops every renderer of the browser and lets them go on: `Page.setWebLifecycleState` does nothing headless. */
async function sleepFor(browser, ms) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  for (const pid of renderers) process.kill(pid, 'SIGSTOP')
  try {
    await wait(ms) // What is tested is that time passes.
  } finally {
    for (const pid of renderers) process.kill(pid, 'SIGCONT')
  }
}

/** Each: what happens, and what the app may see besides 200, and how often the bridge may be asked. */
export const cases = [
  {
    name: 'S5, T3: the bridge hangs once, then works',
    options: { lifetime: 12, client: { tokenTimeout: 300 } },
    play: failsOnce('hang'),
    bridgeCalls: 3,
  },
  { name: 'S3, T3: it rejects with a string', play: failsOnce('string'), bridgeCalls: 5 },
  { name: 'S3, T3: it rejects with undefined', play: failsOnce('nothing'), bridgeCalls: 5 },
  { name: 'S3, T3: it rejects with an Error', play: failsOnce('Error'), bridgeCalls: 5 },
  {
    name: 'S5: it answers after the timeout, and the answer is taken',
    options: { lifetime: 12, client: { tokenTimeout: 300 } },
    async play({ page, until }) {
      await until('refresherror', 1, () => setFault(page, 'late'))
      await setFault(page, 'hang')
      await until('refresh', 1, () => page.evaluate(() => globalThis.answerLate()))
      await setFault(page, undefined)
    },
    bridgeCalls: 4,
  },
  {
    name: 'T2, T3: it returns the token it had',
    async play({ demo, until }) {
      demo.settings.fault = 'same'
      await until('refresh', 1)
      demo.settings.fault = 'none'
      await until('refresh', 1)
    },
    bridgeCalls: 12,
  },
  {
    name: 'S5, T3: the product replaces its module by one that throws, and puts it back',
    options: { lifetime: 12, client: { tokenTimeout: 300 } },
    async play({ page, until }) {
      await page.evaluate(() => {
        const getToken = () => {
          throw new Error('gone')
        }
        getToken.returnsPromise = true
        globalThis.connectHost.defineModule('context', { getToken })
      })
      await until('refresherror', 1)
      await page.evaluate(() => {
        const getToken = async () => (await (await fetch('/host-api/token?page=plain')).json()).token
        getToken.returnsPromise = true
        globalThis.connectHost.defineModule('context', { getToken })
      })
      await until('refresh', 1)
    },
    bridgeCalls: 4,
  },
  {
    name: 'T6, T9: the page sleeps past the expiry',
    options: { lifetime: 3 },
    async play({ browser, until }) {
      await until('refresh', 1)
      await sleepFor(browser, 5000)
      await until('refresh', 2)
    },
    bridgeCalls: 5,
  },
  {
    name: 'T8, T9: hidden for longer than a lifetime without a request, then shown',
    options: { lifetime: 3 },
    async play(stage) {
      const app = await stage.app()
      await app.evaluate(() => globalThis.scene.stop())
      await setVisibility(stage, 'hidden')
      const { bridgeCalls } = stage.demo.counters()
      await wait(4000) // What is tested is that nothing happens.
      if (stage.demo.counters().bridgeCalls !== bridgeCalls)
        throw new Error('T8: the bridge was asked meanwhile')
      await stage.until('refresh', 1, () => setVisibility(stage, 'visible'))
    },
    bridgeCalls: 1,
  },
  {
    name: 'T9: offline for longer than a lifetime, then online',
    options: { lifetime: 3, client: { tokenTimeout: 1000 } },
    async play({ context, until }) {
      await until('refresh', 1)
      await context.setOffline(true)
      await until('refresherror', 2)
      await until('refresh', 1, () => context.setOffline(false))
    },
    // Without a network there is no answer, and no token.
    mayAlsoSee: ['TypeError', 'source-error', 'timeout'],
    bridgeCalls: 60,
  },
  {
    name: 'T7: the clock is an hour ahead',
    options: { lifetime: 3, beforeLoad: ahead },
    play: shiftClock(0),
    bridgeCalls: 5,
  },
  {
    name: 'T7: the clock is an hour behind',
    options: { lifetime: 3, beforeLoad: behind },
    play: shiftClock(0),
    bridgeCalls: 5,
  },
  {
    name: 'T6, T7: the clock jumps an hour ahead',
    options: { lifetime: 3 },
    play: shiftClock(1),
    bridgeCalls: 6,
  },
  {
    name: 'T6, T7: the clock jumps an hour back',
    options: { lifetime: 3 },
    play: shiftClock(-1),
    bridgeCalls: 6,
  },
  {
    name: 'F7: the backend refuses every token',
    options: { lifetime: 60 },
    async play({ context, until }) {
      await context.route('**/api/me', route => route.fulfill({ status: 401, body: 'no' }))
      await until('request', 150)
    },
    mayAlsoSee: ['401'],
    bridgeCalls: 3,
  },
  {
    // Chromium keeps no page in its back/forward cache while it is automated: the event is dispatched.
    name: 'T9: back from the back/forward cache after more than a lifetime without a request',
    options: { lifetime: 3 },
    async play({ app, until }) {
      const frame = await app()
      await frame.evaluate(() => globalThis.scene.stop())
      await wait(4000) // What is tested is that time passes.
      await until('refresh', 1, () =>
        frame.evaluate(() => {
          dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
        }),
      )
    },
    bridgeCalls: 1,
  },
]
