import * as ours from '../contenders/ap-context-fetch.mjs'
import * as ky from '../contenders/ky-hooks.mjs'
import * as wretch from '../contenders/wretch.mjs'
import { atMost } from '../support/bar.mjs'
import { collectGarbage } from '../support/garbage.mjs'
import { median, round } from '../support/stats.mjs'
import { createWorld } from '../support/world.mjs'

const counts = [10, 100, 1000, 10_000]
const url = 'https://app.test/api/me'
/** Nothing here takes a tenth of it. */
const patience = 60_000

/** Each makes the world and the contender ready, and returns what happens once the requests are under way. */
const situations = {
  cold: async () => () => {},
  'across a token change': async (world, request) => {
    world.lifetime = 20
    await request()
    await new Promise(resolve => setTimeout(resolve, 40))
    world.lifetime = 900_000
    return () => {}
  },
  'in a 401 storm': async (world, request) => {
    await request()
    return world.revoke
  },
}

/** Time and memory of a request beside as many others: they should not depend on how many those are. */
export async function growth({ rounds }) {
  const rows = []
  for (const [situation, prepare] of Object.entries(situations)) {
    const plan = [ours, ky, wretch].flatMap(({ name, create }) =>
      counts.map(count => ({ name, create, count, measured: [] })),
    )
    // By turns, so that whatever else the machine does meets all of them alike. The first round is for the compiler.
    for (let turn = -1; turn < rounds; turn++) {
      for (const { name, create, count, measured } of plan) {
        const result = await within(`${name}, ${situation}, ${count}`, measure(create, prepare, count))
        if (turn >= 0) measured.push(result)
      }
    }
    for (const { name, count, measured } of plan) {
      rows.push({
        situation,
        contender: name,
        'at once': count,
        'µs each': round(median(measured.map(({ µs }) => µs))),
        'bytes each': Math.round(median(measured.map(({ bytes }) => bytes))),
      })
    }
  }
  const of = (situation, count) =>
    rows.find(row => row.situation === situation && row.contender === ours.name && row['at once'] === count)
  const ratio = (situation, figure) => of(situation, 10_000)[figure] / of(situation, 100)[figure]
  return {
    title: 'Growth: what one of many requests costs that are made at once (Node, stub transport)',
    rows,
    bars: Object.keys(situations).flatMap(situation => [
      atMost(`µs each ${situation}, 10 000 at once ÷ 100 at once`, ratio(situation, 'µs each'), 1.5),
      atMost(`bytes each ${situation}, 10 000 at once ÷ 100 at once`, ratio(situation, 'bytes each'), 1.5),
    ]),
  }
}

async function measure(create, prepare, count) {
  const world = createWorld()
  const contender = create({ ...world, origin: 'https://app.test' })
  const request = () => contender.request(url).then(({ status }) => status)
  const underWay = await prepare(world, request)
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const started = performance.now()
  const all = Array.from({ length: count }, request)
  const bytes = (process.memoryUsage().heapUsed - before) / count
  underWay()
  const statuses = await Promise.all(all)
  const µs = ((performance.now() - started) / count) * 1000
  contender.dispose?.()
  if (statuses.some(status => status !== 200))
    throw new Error(`A request ended with ${statuses.find(it => it !== 200)}`)
  return { µs, bytes }
}

/** One that hangs is named, and not waited for. */
async function within(what, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no end within ${patience / 1000} s`)), patience)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
