import { expect, test } from 'vitest'
import { ask } from './actions.js'
import { World } from './world.js'

test('T8: timers of a token of 30 days that ran late once do not run late for the rest of its life', async () => {
  const options = {
    refreshLeeway: 60_000,
    expiryMargin: 5000,
    tokenTimeout: 8000,
    autoRefresh: true,
    prefetch: false,
  }
  const usual = { kind: 'fresh', latency: 0, life: 30 * 86_400 } as const
  const world = new World({ options, form: 'bridge', offset: 0, jitter: 0, usual, page: 'visible' })
  const { model } = world
  try {
    await ask(world, { how: 'get', signal: 'none' })
    await world.verify()
    await ask(world, { how: 'get', signal: 'none' })
    world.clock.freeze(model.untilMoment('stale') - 1000)
    await world.advance(3000)
    await world.verify()
    expect(model.calls).toBe(2)
  } finally {
    world.end()
  }
})
