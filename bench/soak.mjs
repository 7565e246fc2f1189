/**
 * Real bridge and backend in Chromium for so many minutes (default 5): tokens of 2 s, ten requests a second, and a fault
 * every few seconds. A line a minute; ends with exit code 1 if the app saw a failure that no fault explains, or if the heap
 * grew.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createTokens } from '../demo/server/token.mjs'
import { openApp, withProduct } from './support/chromium.mjs'
import {
  createRoutes,
  endOf,
  faults,
  isUsual,
  lifetime,
  prepareBridge,
  tokenTimeout,
} from './support/soak-faults.mjs'
import { startSoak, takeSoak } from './support/soak-page.mjs'
import { median } from './support/stats.mjs'

const minutes = Number(process.argv[2] ?? 5)
if (!(minutes > 0)) throw new RangeError(`minutes: expected a positive number, got ${process.argv[2]}`)

const second = 1000
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
const between = (least, most) => least + Math.random() * (most - least)

execFileSync('npm', ['run', '--silent', 'build'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
const routes = createRoutes()
const options = { lifetime, latency: 50, api: routes.api }
const isSound = await withProduct(options, async ({ demo, browser }) => {
  const { page, frame } = await openApp({ demo, browser }, '/soak.html')
  await page.exposeFunction('tokenOfAnother', () => createTokens().issue(lifetime, 'another-account').token)
  await page.evaluate(prepareBridge, tokenTimeout)
  await frame.evaluate(startSoak, { tokenTimeout })
  const devTools = await page.context().newCDPSession(frame)
  const stage = { demo, routes, page, frame, renderers: await renderersOf(browser) }
  const windows = []
  const end = Date.now() + minutes * 60 * second
  const totals = { requests: 0, failures: 0, unexplained: 0 }
  const kindsOfFailure = new Map()
  const heaps = []

  const inject = async () => {
    const names = Object.keys(faults)
    while (Date.now() < end - 15 * second) {
      await pause(between(2 * second, 6 * second))
      const name = names[Math.floor(Math.random() * names.length)]
      const window = { name, from: Date.now(), until: Number.POSITIVE_INFINITY }
      windows.push(window)
      await faults[name].on(stage)
      await pause(between(0.1 * second, 2 * second))
      await faults[name].off(stage)
      window.until = Date.now() + faults[name].aftermath
    }
  }
  const isExplained = ended =>
    windows.some(
      window =>
        ended.until >= window.from &&
        ended.at <= endOf(window, windows) &&
        faults[window.name].explains(ended),
    )

  const report = async minute => {
    await devTools.send('HeapProfiler.collectGarbage')
    const { ended, hanging, refreshes, refreshErrors } = await frame.evaluate(takeSoak)
    const { usedSize: heap } = await devTools.send('Runtime.getHeapUsage')
    heaps.push(heap)
    const { bridgeCalls, backend401s } = demo.counters()
    totals.unexplained += hanging.length
    if (hanging.length > 0) console.log('never answered:', hanging)
    for (const each of ended) {
      totals.requests++
      if (each.status === 200 || isUsual(each)) continue
      totals.failures++
      const key = `${each.kind} ${each.status}`
      kindsOfFailure.set(key, (kindsOfFailure.get(key) ?? 0) + 1)
      if (isExplained(each)) continue
      totals.unexplained++
      const near = windows.filter(({ from }) => Math.abs(from - each.at) < 15 * second)
      console.log('unexplained:', each, near)
    }
    console.log(
      `${minute} min: ${totals.requests} requests, ${refreshes} rollovers, ${windows.length} faults, ` +
        `${refreshErrors} refreshes in vain, ${bridgeCalls} bridge calls, ${backend401s} backend 401s, ` +
        `${totals.failures} failures seen by the app, ${totals.unexplained} of them unexplained, heap ${(heap / 1e6).toFixed(1)} MB`,
    )
  }
  const injecting = inject()
  for (let minute = 1; Date.now() < end; minute++) {
    await pause(Math.min(60 * second, end - Date.now()))
    await report(minute)
  }
  await injecting
  const third = Math.ceil(heaps.length / 3)
  const growth = median(heaps.slice(-third)) / median(heaps.slice(0, third))
  console.log('Failures that the app saw:', Object.fromEntries(kindsOfFailure))
  const names = windows.map(({ name }) => name)
  console.log(
    'Faults:',
    Object.fromEntries(Object.keys(faults).map(name => [name, names.filter(n => n === name).length])),
  )
  console.log(`Heap of the last third of the time ÷ that of the first: ${growth.toFixed(2)} (bar 1.1)`)
  return totals.unexplained === 0 && growth <= 1.1
})
process.exitCode = isSound ? 0 : 1

/** The renderers, which a fault stops; the spare one that Chromium keeps at hand is among them. */
async function renderersOf(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
