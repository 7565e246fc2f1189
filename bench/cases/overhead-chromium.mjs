import { atMost } from '../support/bar.mjs'
import { openApp, withProduct } from '../support/chromium.mjs'
import { median, percentile, round } from '../support/stats.mjs'

/** A request over loopback, interleaved: bare `fetch` with a token by hand, `client.fetch`, `client.http`. */
export const overheadChromium = ({ requests }) =>
  withProduct({ lifetime: 120, latency: 20 }, async product => {
    const { frame } = await openApp(product, '/cold.html?mode=prefetch')
    const times = await frame.evaluate(async count => {
      const { client } = globalThis
      const token = await client.getToken()
      const authorized = { headers: { Authorization: `JWT ${token}` } }
      const ways = {
        'bare fetch': () => fetch('/api/me', authorized),
        'bare fetch again': () => fetch('/api/me', authorized),
        'client.fetch': () => client.fetch('/api/me'),
        'client.http (ky)': () => client.http('api/me'),
      }
      const times = Object.fromEntries(Object.keys(ways).map(name => [name, []]))
      for (let turn = 0; turn < count; turn++) {
        for (const [name, send] of Object.entries(ways)) {
          const started = performance.now()
          await (await send()).text()
          if (turn >= 20) times[name].push(performance.now() - started)
        }
      }
      return times
    }, requests)
    const bare = median(times['bare fetch'])
    const noise = Math.abs(median(times['bare fetch again']) / bare - 1)
    return {
      title: 'Overhead over loopback in Chromium (real backend)',
      rows: Object.entries(times).map(([contender, all]) => ({
        contender,
        'ms median': round(median(all)),
        'ms p99': round(percentile(all, 0.99)),
        '× bare': round(median(all) / bare),
      })),
      bars: [
        atMost(
          'client.fetch ÷ bare fetch (bar: 3 % and what bare fetch differs from itself)',
          median(times['client.fetch']) / bare,
          1.03 + noise,
        ),
      ],
    }
  })
