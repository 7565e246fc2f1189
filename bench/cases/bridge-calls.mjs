import { mock } from 'node:test'
import { withToken } from '../contenders/index.mjs'
import { equals } from '../support/bar.mjs'
import { createWorld } from '../support/world.mjs'

const lifetime = 900_000
/** A token of 15 minutes is stale after 14: ten of them, by the clock of whoever refreshes ahead of time. */
const span = 10 * (lifetime - 60_000)
const requests = 10_000

/** Everything that is under way comes to its end; the clock stands still. */
const settle = () => new Promise(resolve => setImmediate(resolve))

/** How often the bridge is asked: a day's work, and all at once from cold. A clock that is not real. */
export async function bridgeCalls() {
  const rows = []
  for (const { name, create, doesNot } of withToken) {
    const steady = await calls(create, async (request, tick) => {
      for (let count = 0; count < requests; count++) {
        if (count > 0) await tick(span / requests)
        request()
      }
    })
    const cold = await calls(create, async (request, tick) => {
      for (let count = 0; count < 1000; count++) request()
      await tick(1000)
    })
    rows.push({
      contender: name,
      'calls for 10 000 requests, ten tokens of 14 fresh minutes': steady.calls,
      '401s seen by the app': steady.refused,
      'calls for 1 000 at once from cold': cold.calls,
      note: doesNot?.retry ?? '',
    })
  }
  const ours = rows.find(({ contender }) => contender === 'ap-context-fetch')
  return {
    title: 'Bridge calls',
    rows,
    bars: [
      equals(
        'calls for 10 000 requests, ten tokens of 14 fresh minutes',
        ours['calls for 10 000 requests, ten tokens of 14 fresh minutes'],
        10,
      ),
      equals('calls for 1 000 requests at once from cold', ours['calls for 1 000 at once from cold'], 1),
    ],
  }
}

async function calls(create, play) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2026, 0, 1) })
  const world = createWorld({ lifetime })
  const contender = create({
    ...world,
    getToken: world.getToken,
    fetch: world.fetch,
    origin: 'https://app.test',
  })
  let refused = 0
  const request = async () => {
    const status = await contender.request('https://app.test/api/me').then(
      response => response.status,
      error => error.response?.status ?? error.status,
    )
    if (status === 401) refused++
  }
  const tick = async ms => {
    await settle()
    mock.timers.tick(ms)
    await settle()
  }
  try {
    await play(request, tick)
    for (let turn = 0; turn < 100; turn++) await settle()
    return { calls: world.calls, refused }
  } finally {
    contender.dispose?.()
    mock.timers.reset()
  }
}
