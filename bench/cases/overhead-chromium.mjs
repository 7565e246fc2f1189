import { atMost } from '../support/bar.mjs'
import { openApp, withProduct } from '../support/chromium.mjs'
import { middle, percentile, round } from '../support/stats.mjs'

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
      const names = Object.keys(ways)
      const times = Object.fromEntries(names.map(name => [name, []]))
      for (let turn = 0; turn < count; turn++) {
        for (let step = 0; step < names.length; step++) {
          const name = names[(turn + step) % names.length]
          const started = performance.now()
          await (await ways[name]()).text()
          if (turn >= 20) times[name].push(performance.now() - started)
        }
      }
      return times
    }, requests)
    const bare = middle(times['bare fetch'])
    const noise = Math.abs(middle(times['bare fetch again']) / bare - 1)
    return {
      title: 'Overhead over loopback in Chromium (real backend)',
      rows: Object.entries(times).map(([contender, all]) => ({
        contender,
        'ms, middle half': round(middle(all)),
        'ms p99': round(percentile(all, 0.99)),
        '× bare': round(middle(all) / bare),
      })),
      bars: [
        atMost(
          'client.fetch ÷ bare fetch (bar: 3 % and what bare fetch differs from itself)',
          middle(times['client.fetch']) / bare,
          1.03 + noise,
        ),
      ],
    }
  })
