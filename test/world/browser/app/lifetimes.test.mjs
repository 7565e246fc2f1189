import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

/** Its margin is 300 ms, which a request of a busy machine does not take to arrive. */
const lifetime = 6
/** Refreshed ahead of time, a token lives for 80 % of its lifetime: seven are more than five lifetimes. */
const refreshes = 7
const publicDir = fileURLToPath(new URL('pages', import.meta.url))
const held = product({ lifetime, sessionLifetime: lifetime, latency: 50, publicDir })

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

/** The same with a session token, by a client of its own; it tells how often a request had to wait for a token. */
const liveBySession = async refreshes => {
  const { createContextClient, sessionTokenSource } = globalThis.ApContextFetch
  const getToken = sessionTokenSource({ url: '/api/session' })
  const client = createContextClient({ getToken, scheme: 'Bearer' })
  await client.getToken()
  const reasons = []
  client.addEventListener('refresh', ({ detail }) => reasons.push(detail.reason))
  const statuses = {}
  let waiting = 0
  while (reasons.length < refreshes) {
    // With a usable token a request leaves in the tick in which it is made.
    if (client.tokens.peek() === undefined) waiting += 1
    const { status } = await client.fetch('/api/me')
    statuses[status] = (statuses[status] ?? 0) + 1
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  client.dispose()
  return { statuses, waiting, reasons }
}

/** Half a minute of waiting, which the three apps live through at once. */
const lived = {}
beforeAll(async () => {
  const [page, spa, plain, early] = await held.open('spa,plain,/early.html')
  const [bySpa, byPlain, bySession] = await Promise.all([
    spa.evaluate(live, refreshes),
    plain.evaluate(live, refreshes),
    early.evaluate(liveBySession, refreshes),
  ])
  Object.assign(lived, { bySpa, byPlain, bySession, counted: held.demo.countersByPage() })
  await page.close()
})

test('T3, T8: a single-page app and a plain page live through five token lifetimes and see no 401', () => {
  const { bySpa, byPlain, counted } = lived
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
})

test('S8: a session token is renewed ahead of time over five lifetimes, and no request waits or fails', () => {
  const { statuses, waiting, reasons } = lived.bySession
  const received = held.demo.received.filter(({ headers }) => headers.referer?.includes('/early.html'))
  const isExchange = ({ url }) => url === '/api/session'
  const exchanges = received.filter(isExchange)
  const others = received.filter(request => !isExchange(request))
  console.table({ 'session token': { requests: statuses[200], waiting, exchanges: exchanges.length } })
  expect(reasons).toEqual(Array(refreshes).fill('stale'))
  expect(waiting).toBe(0)
  expect(Object.keys(statuses)).toEqual(['200'])
  expect(statuses[200]).toBeGreaterThan(50)
  expect(exchanges.map(({ status }) => status)).toEqual(Array(refreshes + 1).fill(200))
  expect(exchanges.every(({ headers }) => headers.authorization.startsWith('JWT '))).toBe(true)
  expect(others.map(({ status }) => status)).toEqual(Array(statuses[200]).fill(200))
  expect(others.every(({ headers }) => headers.authorization.startsWith('Bearer '))).toBe(true)
})

const of = ({ bridgeCalls, backend401s }) => ({
  'bridge calls': bridgeCalls,
  '401s of the backend': backend401s,
})
