import fc from 'fast-check'
import { setups } from './arbitraries.js'
import { commands } from './commands.js'
import type { Setup } from './setup.js'
import { World } from './world.js'

const hour = 3_600_000

/** Runs random sequences of commands; throws the shortest one that breaks a rule. */
export async function checkModel(seed: number, runs: number): Promise<void> {
  const unhandled: unknown[] = []
  const onUnhandled = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', onUnhandled)
  const property = fc.asyncProperty(setups, commands(40), async (setup, sequence) => {
    await runOnce(setup, sequence)
    if (unhandled.splice(0).length > 0) throw new Error('S4: an unhandled rejection')
  })
  try {
    await fc.assert(property, { seed, numRuns: runs })
  } finally {
    process.off('unhandledRejection', onUnhandled)
  }
}

type Sequence = Iterable<fc.AsyncCommand<World['model'], World>>

async function runOnce(setup: Setup, sequence: Sequence): Promise<void> {
  const world = new World(setup)
  const { model } = world
  try {
    await world.verify()
    await fc.asyncModelRun(() => ({ model, real: world }), sequence)
    await close(world)
  } finally {
    world.end()
  }
  // Node tells of unhandled rejections between two turns of its loop.
  await new Promise(resolve => setImmediate(resolve))
}

/** T11: after dispose nothing is left, whatever answers later. */
async function close(world: World): Promise<void> {
  const { model, cache, bridge } = world
  model.disposed()
  cache.dispose()
  await world.verify()
  for (const call of bridge.hanging) call.answer({ kind: 'fresh', latency: 0, life: 900 })
  await world.resume(world.window, 'online')
  await world.advance(hour)
  await world.verify()
}
