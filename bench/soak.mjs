/**
 * Real bridge and backend in Chromium for so many minutes (default 5): tokens of 2 s, ten requests a second, and a fault
 * every few seconds. A line a minute; ends with exit code 1 if the app saw a failure that no fault explains.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { openApp, withProduct } from './support/chromium.mjs'
import { startSoak, takeSoak } from './support/soak-page.mjs'

const minutes = Number(process.argv[2] ?? 5)
if (!(minutes > 0)) throw new RangeError(`minutes: expected a positive number, got ${process.argv[2]}`)

const tokenTimeout = 1000
const second = 1000
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
const between = (least, most) => least + Math.random() * (most - least)

/** Each lasts from a tenth of a second to two, and then all is well for two seconds at least. */
const faults = {
  'bridge rejects': { on: ({ demo }) => set(demo, 'reject'), off: ({ demo }) => set(demo, 'none') },
  'bridge hangs': { on: ({ demo }) => set(demo, 'hang'), off: ({ demo }) => set(demo, 'none') },
  'bridge repeats its token': { on: ({ demo }) => set(demo, 'same'), off: ({ demo }) => set(demo, 'none') },
  'bridge is slow': {
    on: ({ demo }) => Object.assign(demo.settings, { latency: 700 }),
    off: ({ demo }) => Object.assign(demo.settings, { latency: 50 }),
  },
  'token revoked': { on: ({ demo }) => demo.revokeCurrent(), off: () => {} },
  offline: {
    on: ({ page }) => page.context().setOffline(true),
    off: ({ page }) => page.context().setOffline(false),
  },
}
const set = (demo, fault) => Object.assign(demo.settings, { fault })
/** After a fault is over, what was under way may still fail: a call of the bridge until its timeout, F7 for 10 s. */
const aftermath = { 'token revoked': 1 * second, 'bridge repeats its token': 11 * second }
const usualAftermath = tokenTimeout + 1 * second

/** U3: a 401 to an XMLHttpRequest, and to a URL with a token in it, is not retried. */
const isNotRetried = ({ kind, status }) => status === 401 && (kind === 'xhr' || kind === 'link')

/** What a fault may do to a request that no rule could prevent; an XMLHttpRequest without a token fails as the network. */
const consequences = {
  'bridge rejects': ({ kind, status }) =>
    status === 'source-error' || (kind === 'xhr' && status === 'TypeError'),
  'bridge hangs': ({ kind, status }) => status === 'timeout' || (kind === 'xhr' && status === 'TypeError'),
  'bridge repeats its token': ({ status }) => status === 401,
  'bridge is slow': () => false,
  'token revoked': isNotRetried,
  offline: ({ status }) => status !== 401 && status !== 'ap-unavailable',
}

execFileSync('npm', ['run', '--silent', 'build'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
const unexplained = await withProduct({ lifetime: 2, latency: 50 }, async ({ demo, browser }) => {
  const { page, frame } = await openApp({ demo, browser }, '/soak.html')
  await frame.evaluate(startSoak, { tokenTimeout })
  const windows = []
  const end = Date.now() + minutes * 60 * second
  const totals = { requests: 0, failures: 0, unexplained: 0 }
  const kindsOfFailure = new Map()
  let pending = []

  const inject = async () => {
    const names = Object.keys(faults)
    while (Date.now() < end - 15 * second) {
      await pause(between(2 * second, 6 * second))
      const name = names[Math.floor(Math.random() * names.length)]
      const window = { name, from: Date.now(), until: Number.POSITIVE_INFINITY }
      windows.push(window)
      await faults[name].on({ demo, page })
      await pause(between(0.1 * second, 2 * second))
      await faults[name].off({ demo, page })
      window.until = Date.now() + (aftermath[name] ?? usualAftermath)
    }
  }
  const isExplained = ended =>
    windows.some(
      ({ name, from, until }) => ended.until >= from && ended.at <= until && consequences[name](ended),
    )

  const report = async minute => {
    const { ended, hanging, refreshes, refreshErrors, heap } = await frame.evaluate(takeSoak)
    const { bridgeCalls, backend401s } = demo.counters()
    pending.push(...ended)
    totals.unexplained += hanging.length
    if (hanging.length > 0) console.log('never answered:', hanging)
    for (const each of pending) {
      totals.requests++
      if (each.status === 200) continue
      totals.failures++
      const key = `${each.kind} ${each.status}`
      kindsOfFailure.set(key, (kindsOfFailure.get(key) ?? 0) + 1)
      if (isExplained(each)) continue
      totals.unexplained++
      console.log('unexplained:', each, windows.slice(-3))
    }
    pending = []
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
  console.log('Failures that the app saw:', Object.fromEntries(kindsOfFailure))
  const names = windows.map(({ name }) => name)
  console.log(
    'Faults:',
    Object.fromEntries(Object.keys(faults).map(name => [name, names.filter(n => n === name).length])),
  )
  return totals.unexplained
})
process.exitCode = unexplained > 0 ? 1 : 0
