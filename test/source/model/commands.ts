import fc from 'fast-check'
import { ask } from './actions.js'
import { answers, boundary, durations } from './arbitraries.js'
import type { Answer } from './bridge.js'
import type { Model } from './model.js'
import type { World } from './world.js'

type Command = fc.AsyncCommand<Model, World>

/** A command of a name that a counterexample shows; after each, the cache is held against the model. */
function command(name: string, run: (world: World, model: Model) => unknown): Command {
  return {
    check: () => true,
    run: async (model, world) => {
      await run(world, model)
      await world.verify()
    },
    toString: () => name,
  }
}

const signals = fc.constantFrom('none' as const, 'open' as const, 'aborted' as const)

const asks = fc
  .record({ how: fc.constantFrom('get' as const, 'get' as const, 'refresh' as const), signal: signals })
  .map(given => command(`${given.how}(${given.signal})`, world => ask(world, given)))

const burst = fc.integer({ min: 2, max: 4 }).map(count =>
  command(`${count} × get`, async (world, model) => {
    for (let caller = 0; caller < count; caller++) {
      // A source that answered within the call: the cache takes the token in this tick, but not yet.
      if (!model.flight) await world.settle()
      await ask(world, { how: 'get', signal: 'none' })
    }
  }),
)

const gets = fc.constant(command('get', world => ask(world, { how: 'get', signal: 'none' })))

const peek = fc.constant(
  command('peek', (world, model) => {
    const { calls } = model
    model.require(world.cache.peek() === model.usable, 'peek() is not what the model holds')
    model.require(model.calls === calls, 'peek() asked the source')
  }),
)

/** In use: asked for again and again, a step apart. */
const use = fc.tuple(fc.integer({ min: 2, max: 12 }), durations).map(([times, step]) =>
  command(`${times} × (get, advance ${step})`, async world => {
    for (let time = 0; time < times; time++) {
      await ask(world, { how: 'get', signal: 'none' })
      await world.advance(step)
      await world.verify()
    }
  }),
)

const invalidate = fc
  .constantFrom(0, 0, 1, 2, 3)
  .map(back => command(`invalidate(the last but ${back})`, (world, model) => reject(world, model, back)))

const abort = fc.nat(3).map(which =>
  command(`abort(${which})`, world => {
    const caller = [...world.waiting].filter(({ controller }) => controller).at(which)
    if (!caller) return
    const reason = new Error('the caller left')
    caller.expected ??= { reason }
    caller.controller?.abort(reason)
  }),
)

/** Seldom: nothing that follows it is of interest. */
const dispose = fc.nat(4).chain(rest =>
  rest > 0
    ? gets
    : fc.constant(
        command('dispose', (world, model) => {
          model.disposed()
          world.cache.dispose()
        }),
      ),
)

/** Disposed between the answer of the source and its arrival in the cache: nobody may be forgotten. */
const disposeInTick = fc
  .tuple(fc.nat(9), fc.nat(2), answers, fc.nat(16))
  .chain(([rest, which, what, ticks]) =>
    rest > 0
      ? peek
      : fc.constant(
          command(
            `release(${which}, ${JSON.stringify(what)}), ${ticks} ticks, dispose`,
            async (world, model) => {
              letAnswer(world, which, what)
              for (let tick = 0; tick < ticks; tick++) await undefined
              for (const caller of world.waiting) caller.expected = 'anything'
              model.disposed()
              world.cache.dispose()
            },
          ),
        ),
  )

/** A listener that uses the cache while the cache tells it something. */
const react = fc
  .tuple(
    fc.constantFrom('refresh', 'refresherror'),
    fc.constantFrom('get', 'get', 'refresh', 'invalidate', 'invalidate', 'dispose'),
  )
  .map(([type, action]) =>
    command(`at the next ${type}: ${action}`, (world, model) => {
      world.reactions.set(type, () => {
        if (model.isDisposed) return
        if (action === 'get' || action === 'refresh') void ask(world, { how: action, signal: 'none' })
        else if (action === 'invalidate') reject(world, model, 0)
        else {
          model.disposed()
          world.cache.dispose()
        }
      })
    }),
  )

const advance = fc
  .oneof(durations.map(String), boundary)
  .map(given => command(`advance ${given}`, world => world.advance(lengthOf(given, world))))

const freeze = fc
  .oneof(durations.map(String), boundary)
  .map(given => command(`freeze ${given}`, world => world.clock.freeze(lengthOf(given, world))))

const sleep = fc.oneof(durations.map(String), boundary).map(given =>
  command(`sleep ${given}`, (world, model) => {
    model.moved('sleep')
    world.clock.sleep(lengthOf(given, world))
  }),
)

const jump = fc
  .tuple(fc.constantFrom(1, -1), fc.oneof(durations.map(String), boundary))
  .map(([sign, given]) =>
    command(`jump ${sign} × ${given}`, (world, model) => {
      model.moved('jump')
      world.clock.jump(sign * lengthOf(given, world))
    }),
  )

const hide = fc.constant(command('hide', (world, model) => turn(world, model, 'hidden')))
const show = fc.constant(command('show', (world, model) => turn(world, model, 'visible')))
const resume = fc
  .constantFrom('pageshow', 'online')
  .map(type => command(type, world => world.resume(world.window, type)))

const plan = fc
  .array(answers, { minLength: 1, maxLength: 3 })
  .map(planned => command(`plan ${JSON.stringify(planned)}`, world => world.bridge.planned.push(...planned)))

const release = fc
  .tuple(fc.nat(2), answers)
  .map(([which, what]) =>
    command(`release(${which}, ${JSON.stringify(what)})`, world => letAnswer(world, which, what)),
  )

const toggleAP = fc.boolean().map(isThere =>
  command(isThere ? 'AP is there' : 'AP is missing', ({ bridge }) => {
    bridge.isThere = isThere
  }),
)

function letAnswer({ bridge }: World, which: number, what: Answer): void {
  const [call] = bridge.hanging.splice(Math.min(which, bridge.hanging.length - 1), 1)
  call?.answer(what)
}

function reject({ bridge, cache }: World, model: Model, back: number): void {
  const token = bridge.issued.at(-1 - back)?.token ?? 'e30.e30.unknown'
  cache.invalidate(token)
  model.invalidated(token)
}

function turn(world: World, model: Model, state: 'visible' | 'hidden') {
  if (model.setup.page === 'none') return
  model.isVisible = state === 'visible'
  world.document.visibilityState = state
  return world.resume(world.document, 'visibilitychange')
}

/** A plain number of milliseconds, or the way to a moment in the life of the token and its refresh. */
function lengthOf(given: string, { model }: World): number {
  const [moment, shift] = given.split(' ')
  if (shift === undefined) return Number(given)
  return Math.max(0, model.untilMoment(moment) + Number(shift))
}

/** All of them; a kind that stands here more than once comes more often. */
export const commands = (length: number): fc.Arbitrary<Iterable<Command>> =>
  fc.commands(
    [gets, gets, asks, asks, burst, use, peek, invalidate, invalidate, abort, advance, advance, advance]
      .concat([freeze, sleep, jump, jump, hide, show, resume, plan, plan, release, release, toggleAP])
      .concat([dispose, disposeInTick, react, react]),
    { maxCommands: length, size: 'max' },
  )
