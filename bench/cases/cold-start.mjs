import { atMost } from '../support/bar.mjs'
import { openApp, withProduct } from '../support/chromium.mjs'
import { median, round } from '../support/stats.mjs'

const modes = {
  'ap-context-fetch (prefetch)': 'prefetch',
  'ap-context-fetch, prefetch: false': 'late',
  'getToken before each request': 'perRequest',
}
const bridge = 300

/** From the navigation to the first answer: a bridge of 300 ms, and a deferred bundle that keeps the page busy for 300. */
export const coldStart = ({ rounds }) =>
  withProduct({ lifetime: 60, latency: bridge }, async product => {
    const times = Object.fromEntries(Object.keys(modes).map(name => [name, []]))
    for (let turn = 0; turn < rounds; turn++) {
      for (const [name, mode] of Object.entries(modes)) {
        const { page, frame } = await openApp(product, `/cold.html?mode=${mode}`)
        const { first, status } = await frame.evaluate(() => globalThis.demo)
        if (status !== 200) throw new Error(`${name}: the first answer is ${status}`)
        times[name].push(first)
        await page.close()
      }
    }
    const [ours, , theirs] = Object.values(times).map(median)
    return {
      title: 'Cold start in Chromium: navigation to first answer, bridge 300 ms, bundle 300 ms',
      rows: Object.entries(times).map(([contender, all]) => ({
        contender,
        'ms median': round(median(all)),
        rounds,
      })),
      bars: [
        atMost(
          'of the bridge’s 300 ms, what is not hidden behind the bundle (ms)',
          round(ours - (theirs - bridge)),
          bridge / 4,
        ),
      ],
    }
  })
