import { createTokenCache } from '../../../src/cache/token-cache.js'
import type { TokenCache } from '../../../src/cache/types.js'
import { isContextTokenError } from '../../../src/shared/errors.js'
import { Bridge } from './bridge.js'
import { VirtualClock } from './clock.js'
import { type Cause, type Flight, Model, type WaitingRoom } from './model.js'
import type { Setup } from './setup.js'

/** Somebody who waits for a token, and what the model expects him to get. */
export interface Caller {
  flight: Flight | undefined
  /** Where somebody waits whom any token will do. */
  room: WaitingRoom | undefined
  controller: AbortController | undefined
  /** T12: is told the last error in a task of its own, unless something comes before. */
  isResting: boolean
  expected: { token: string } | { reason: unknown } | { code: string } | 'anything' | undefined
  got: { token: string } | { error: unknown } | undefined
}

/** A page that counts its listeners. */
class CountingTarget extends EventTarget {
  listeners = 0
  visibilityState = 'visible'
  override addEventListener(...given: Parameters<EventTarget['addEventListener']>): void {
    this.listeners++
    super.addEventListener(...given)
  }
  override removeEventListener(...given: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners--
    super.removeEventListener(...given)
  }
}

/** The real cache in a world that is made up, beside the model of what it should do. */
export class World {
  readonly clock: VirtualClock
  readonly bridge: Bridge
  readonly model: Model
  readonly cache: TokenCache
  readonly document: CountingTarget = new CountingTarget()
  readonly window: CountingTarget = new CountingTarget()
  readonly waiting: Set<Caller> = new Set()
  /** What a listener does at the next event of a type. */
  readonly reactions: Map<string, () => void> = new Map()
  readonly #undo: () => void
  readonly #hasPage: boolean
  readonly #events = { refresh: 0, refresherror: 0 }

  constructor(setup: Setup) {
    this.clock = new VirtualClock(setup.offset)
    this.model = new Model(this.clock, setup)
    this.bridge = new Bridge(this.clock, setup.usual, setup.form, setup.options.tokenTimeout, this.model)
    this.#undo = this.clock.install(() => setup.jitter)
    this.#hasPage = setup.page !== 'none'
    if (setup.page === 'hidden') this.document.visibilityState = 'hidden'
    if (this.#hasPage) Object.assign(globalThis, { document: this.document, window: this.window })
    Object.defineProperty(globalThis, 'AP', { configurable: true, get: () => this.bridge.AP })
    this.cache = this.because('creation', () => createTokenCache(this.bridge.source, setup.options))
    for (const type of ['refresh', 'refresherror'] as const) {
      this.cache.addEventListener(type, () => {
        this.#events[type]++
        const react = this.reactions.get(type)
        this.reactions.delete(type)
        if (type === 'refresh') this.model.tell(() => react?.())
        else react?.()
      })
    }
  }

  /** Gives the globals back. */
  end(): void {
    this.#undo()
    Reflect.deleteProperty(globalThis, 'AP')
    if (!this.#hasPage) return
    Reflect.deleteProperty(globalThis, 'document')
    Reflect.deleteProperty(globalThis, 'window')
  }

  /** Tells the model what makes the package act, should it call the source now. */
  because<T>(cause: Cause, act: () => T): T {
    this.model.cause = cause
    try {
      return act()
    } finally {
      this.model.cause = 'nothing'
    }
  }

  /** Everything that is under way in this tick comes to its end; no timer runs. */
  readonly settle = async (): Promise<void> => {
    this.model.cause = 'nothing'
    for (let tick = 0; tick < 40; tick++) await undefined
    this.model.cause = 'timer'
  }

  async advance(ms: number): Promise<void> {
    await this.settle()
    await this.clock.advance(ms, this.settle)
    this.model.cause = 'nothing'
    if (ms > 1) this.model.verifyTimers()
  }

  /** The page is shown, comes out of the cache, or is online again. */
  async resume(target: CountingTarget, type: string): Promise<void> {
    const { model } = this
    const isBusy = model.flight !== undefined
    const { calls } = model
    // T12: it ends the pause.
    if (this.#hasPage && model.setup.options.autoRefresh && model.isVisible) model.rest = undefined
    this.because('resume', () => target.dispatchEvent(new Event(type)))
    const hasReason = model.held?.standing === 'serving' && !model.isFresh && model.isVisible && !isBusy
    if (this.#hasPage && hasReason && model.setup.options.autoRefresh) {
      model.require(model.calls > calls, `T9: ${type} did not refresh a token that is no longer fresh`)
    }
    await this.settle()
  }

  /** Looks at a promise that the cache gave to a caller. */
  watch(promise: Promise<string>, caller: Omit<Caller, 'got'>): Caller {
    const watched: Caller = { ...caller, got: undefined }
    promise.then(
      token => {
        watched.got = { token }
      },
      (error: unknown) => {
        watched.got = { error }
      },
    )
    this.waiting.add(watched)
    return watched
  }

  /** Settles this tick, then holds the cache against the model. Throws what was violated. */
  async verify(): Promise<void> {
    await this.settle()
    const { model, cache } = this
    model.cause = 'nothing'
    model.verify()
    model.require(cache.peek() === model.usable, `T3, T6: ${told(model.usable)} expected of peek()`)
    const expiresAt = model.isUsable && model.held ? model.held.wall + model.held.life : undefined
    model.require(cache.expiresAt === expiresAt, `expiresAt: ${expiresAt} expected, ${cache.expiresAt} found`)
    for (const caller of this.waiting) this.#verifyCaller(caller)
    if (model.isDisposed) this.#verifyDisposed()
    else {
      const { refresh, refresherror } = this.#events
      model.require(refresh === model.kept, `T10: ${refresh} refresh events, ${model.kept} tokens`)
      model.require(refresherror === model.failedFlights, `T10: ${refresherror} refresherror events`)
    }
    if (model.violations.length > 0) throw new Error(model.violations.join('\n'))
  }

  #verifyCaller(caller: Caller): void {
    const { got } = caller
    const expected = caller.expected ?? caller.room?.served ?? caller.flight?.outcome
    const { model } = this
    if (caller.isResting) {
      if (got) this.waiting.delete(caller)
      return
    }
    if (!expected) {
      model.require(got === undefined, 'T4: a caller got an answer that nobody gave')
      return
    }
    this.waiting.delete(caller)
    if (!got) model.violations.push('a promise that stays pending')
    else if (expected === 'anything') return
    else if ('token' in expected) {
      model.require('token' in got && got.token === expected.token, `${told(expected.token)} expected`)
    } else if ('reason' in expected) {
      model.require('error' in got && got.error === expected.reason, 'T5: the reason of the signal expected')
    } else {
      const code = 'error' in got && isContextTokenError(got.error) ? got.error.code : 'no error'
      model.require(code === expected.code, `T4: error ${expected.code} expected, ${code} found`)
    }
  }

  #verifyDisposed(): void {
    const { model } = this
    model.require(this.clock.waiting === 0, 'T11: a timer is left after dispose')
    const listeners = this.document.listeners + this.window.listeners
    model.require(listeners === 0, 'T11: a listener is left after dispose')
    model.require(this.waiting.size === 0, 'T11: somebody still waits after dispose')
  }
}

const told = (token: string | undefined): string => (token === undefined ? 'no token' : 'another token')
