import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

/** Its margin is 300 ms, which a request of a busy machine does not take to arrive. */
const lifetime = 6
/** Refreshed ahead of time, a token lives for 80 % of its lifetime: seven are more than five lifetimes. */
const refreshes = 7
// Both lives take half a minute of waiting: they run at once, each on servers of its own.
const contextTokens = product({ lifetime, latency: 50 })
const sessionTokens = product({ lifetime: 60, latency: 50, sessionLifetime: lifetime })

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

test.concurrent('T3, T8: a single-page app and a plain page live through five token lifetimes and see no 401', async () => {
  const [page, spa, plain] = await contextTokens.open('spa,plain')
  const [bySpa, byPlain] = await Promise.all([spa.evaluate(live, refreshes), plain.evaluate(live, refreshes)])
  const counted = contextTokens.demo.countersByPage()
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
    expect(counters.bridgeCalls).toBeGreaterThanOrEqual(refreshes)
    expect(counters.bridgeCalls).toBeLessThanOrEqual(refreshes + 2)
  }
  await page.close()
})

const of = ({ bridgeCalls, backend401s }) => ({
  'bridge calls': bridgeCalls,
  '401s of the backend': backend401s,
})

test.concurrent('S8: a session token is renewed ahead of time over five lifetimes, and no request waits or fails', async () => {
  const [page, plain] = await sessionTokens.open('plain')
  sessionTokens.demo.received.length = 0
  const lived = await plain.evaluate(async count => {
    const { createContextClient, sessionTokenSource } = globalThis.ApContextFetch
    const getToken = sessionTokenSource({ url: '/api/session' })
    const client = createContextClient({ getToken, scheme: 'Bearer' })
    await client.getToken()
    const reasons = []
    client.addEventListener('refresh', ({ detail }) => reasons.push(detail.reason))
    const statuses = {}
    let waiting = 0
    while (reasons.length < count) {
      // With a usable token a request leaves in the tick in which it is made.
      if (client.tokens.peek() === undefined) waiting += 1
      const { status } = await client.fetch('/api/me')
      statuses[status] = (statuses[status] ?? 0) + 1
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    client.dispose()
    return { statuses, waiting, reasons }
  }, refreshes)
  const isExchange = ({ url }) => url === '/api/session'
  const exchanges = sessionTokens.demo.received.filter(isExchange)
  const others = sessionTokens.demo.received.filter(request => !isExchange(request))
  console.table({
    'session token': { requests: lived.statuses[200], waiting: lived.waiting, exchanges: exchanges.length },
  })
  expect(lived).toEqual({
    statuses: { 200: expect.any(Number) },
    waiting: 0,
    reasons: Array(refreshes).fill('stale'),
  })
  expect(exchanges.map(({ status }) => status)).toEqual(Array(refreshes + 1).fill(200))
  expect(exchanges.every(({ headers }) => headers.authorization.startsWith('JWT '))).toBe(true)
  expect(others).toHaveLength(lived.statuses[200])
  expect(others.every(({ headers }) => headers.authorization.startsWith('Bearer '))).toBe(true)
  await page.close()
})
