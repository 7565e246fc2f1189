import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

/** Its margin is 300 ms, which a request of a busy machine does not take to arrive. */
const lifetime = 6
const held = product({ lifetime, latency: 50 })

/** Sends a request every 50 ms until the token has changed so often. */
const live = refreshes =>
  new Promise((resolve, reject) => {
    const { client } = globalThis.demo
    const statuses = {}
    let left = refreshes
    client.addEventListener('refresh', () => {
      left -= 1
    })
    const next = async () => {
      try {
        const { status } = await client.fetch('/api/notes')
        statuses[status] = (statuses[status] ?? 0) + 1
        if (left <= 0) resolve(statuses)
        else setTimeout(next, 50)
      } catch (error) {
        reject(error)
      }
    }
    next()
  })

test('T3, T8: a single-page app and a plain page live through five token lifetimes and see no 401', async () => {
  const [page, spa, plain] = await held.open('spa,plain')
  // Refreshed ahead of time, a token lives for 80 % of its lifetime: seven are more than five lifetimes.
  const [bySpa, byPlain] = await Promise.all([spa.evaluate(live, 7), plain.evaluate(live, 7)])
  const counted = held.demo.countersByPage()
  const sum = statuses => Object.values(statuses).reduce((all, count) => all + count, 0)
  console.table({
    'single-page app': {
      requests: sum(bySpa),
      ...of(counted.spa),
      'seen by the app': sum(bySpa) - bySpa[200],
    },
    'plain page': {
      requests: sum(byPlain),
      ...of(counted.plain),
      'seen by the app': sum(byPlain) - byPlain[200],
    },
  })
  for (const [statuses, counters] of [
    [bySpa, counted.spa],
    [byPlain, counted.plain],
  ]) {
    expect(Object.keys(statuses)).toEqual(['200'])
    expect(statuses[200]).toBeGreaterThan(50)
    expect(counters.backend401s).toBe(0)
    expect(counters.bridgeCalls).toBeGreaterThanOrEqual(7)
    expect(counters.bridgeCalls).toBeLessThanOrEqual(9)
  }
  await page.close()
})

const of = ({ bridgeCalls, backend401s }) => ({
  'bridge calls': bridgeCalls,
  '401s of the backend': backend401s,
})
