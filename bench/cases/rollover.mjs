import { withToken } from '../contenders/index.mjs'
import { atMost, equals } from '../support/bar.mjs'
import { percentile, round } from '../support/stats.mjs'
import { createWorld } from '../support/world.mjs'

const lifetime = 4000
const bridgeLatency = 300
const latency = 5
const rollovers = 10
const interval = 10
/** A request that waits for a token waits for most of what the bridge takes; no other waits before it is sent. */
const delay = bridgeLatency / 4

/** A hundred requests a second while the token changes ten times, all contenders side by side in one process. */
export async function rollover() {
  const plays = withToken.map(async ({ name, create, doesNot }) => {
    const world = createWorld({ lifetime, bridgeLatency, latency })
    let asking = 0
    /** When a request was sent, the last time that it was. */
    const sentAt = new Map()
    const contender = create({
      origin: 'https://app.test',
      getToken: async () => {
        asking++
        try {
          return await world.getToken()
        } finally {
          asking--
        }
      },
      fetch: (input, init) => {
        const key = new URL(input.url ?? input).searchParams.get('n')
        sentAt.set(key, performance.now())
        return world.fetch(input, init)
      },
    })
    const during = []
    const calm = []
    let count = 0
    let delayed = 0
    let refused = 0
    const request = async () => {
      const key = `${++count}`
      const into = asking > 0 ? during : calm
      const started = performance.now()
      const status = await contender.request(`https://app.test/api/me?n=${key}`).then(
        response => response.status,
        error => error.response?.status ?? error.status,
      )
      if (status !== 200) refused++
      if (sentAt.get(key) - started > delay) delayed++
      into.push(performance.now() - started)
    }
    await request()
    const first = world.calls
    for (const times of [during, calm]) times.length = 0
    delayed = 0
    const end = performance.now() + rollovers * lifetime
    const all = []
    while (performance.now() < end) {
      all.push(request())
      await new Promise(resolve => setTimeout(resolve, interval))
    }
    await Promise.all(all)
    contender.dispose?.()
    const every = [...during, ...calm]
    return {
      contender: name,
      requests: every.length,
      'bridge calls': world.calls - first,
      delayed,
      'ms median': round(percentile(every, 0.5)),
      'ms p99': round(percentile(every, 0.99)),
      'p99 ÷ p99 without a change': round(
        percentile(every, 0.99) / percentile(calm.length ? calm : every, 0.99),
      ),
      '401s seen by the app': refused,
      note: doesNot?.retry ?? '',
    }
  })
  const rows = await Promise.all(plays)
  const ours = rows.find(({ contender }) => contender === 'ap-context-fetch')
  return {
    title: 'Rollover: 100 requests/s across ten token lifetimes of 4 s, a bridge of 300 ms',
    rows,
    bars: [
      equals('requests delayed by a token change', ours.delayed, 0),
      atMost('p99 ÷ p99 without a token change', ours['p99 ÷ p99 without a change'], 1.05),
      equals('401s seen by the app', ours['401s seen by the app'], 0),
    ],
  }
}
