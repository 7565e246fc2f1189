import type { Caller, World } from './world.js'

interface Asking {
  how: 'get' | 'refresh'
  signal: 'none' | 'open' | 'aborted'
}

/** A caller asks for a token; what he may expect is known before the cache has said a word. */
export async function ask(world: World, { how, signal }: Asking): Promise<void> {
  const { model, cache } = world
  const controller = signal === 'none' ? undefined : new AbortController()
  const reason = new Error('the caller left')
  if (signal === 'aborted') controller?.abort(reason)

  const isRefused = model.isDisposed || signal === 'aborted'
  const isResting = !isRefused && how === 'get' && !model.flight && !model.isUsable && model.isResting
  if (isResting) model.reinstate() // T15
  const token = !isRefused && how === 'get' ? model.usable : undefined
  const isBusy = model.flight !== undefined
  const { calls } = model
  const mustCall = isResting
    ? false
    : token === undefined
      ? !isBusy
      : !isBusy && !model.isFresh && model.isPauseOver
  const mayCall = mustCall || (token !== undefined && !isBusy && !model.isFresh)

  const joined = model.flight
  if (token !== undefined) model.isAskedFor = true
  if (!isRefused && how === 'refresh') {
    model.rest = undefined
    if (!isBusy) model.credit++
  }
  const room = how === 'get' ? model.room : undefined
  const promise = world.because(isRefused ? 'nothing' : how, () =>
    cache[how](controller ? { signal: controller.signal } : undefined),
  )
  const made = model.calls - calls
  model.require(made <= 1, `T4: ${made} calls of the source for one caller`)
  if (isRefused) model.require(made === 0, 'a caller that is refused costs a call')
  else {
    model.require(!mustCall || made === 1, `T3, T4: ${how}() did not ask the source`)
    model.require(mayCall || made === 0, `T1, T3: ${how}() asked the source for nothing`)
  }
  const flight = joined ?? model.latest
  const caller = world.watch(promise, {
    flight,
    room,
    controller,
    isResting: isResting && token === undefined,
    expected: expectation(world, signal, reason, token),
  })
  await undefined
  if (token !== undefined)
    model.require(caller.got !== undefined, 'T3: a usable token was not handed out at once')
}

function expectation(
  { model }: World,
  signal: Asking['signal'],
  reason: unknown,
  token: string | undefined,
): Caller['expected'] {
  if (model.isDisposed) return { code: 'disposed' }
  if (signal === 'aborted') return { reason }
  return token === undefined ? undefined : { token }
}
