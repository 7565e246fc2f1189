import type { ContextTokenErrorCode } from '../../../src/shared/errors.js'
import type { RefreshReason } from '../../../src/source/types.js'
import type { SourceCall, SourceObserver, Times } from './bridge.js'
import type { VirtualClock } from './clock.js'
import { type Boundaries, boundaries, lifeOnArrival } from './lifetime.js'
import type { Setup } from './setup.js'

interface Held extends Boundaries {
  token: string
  call: number
  standing: 'serving' | 'aside' | 'dropped'
  wall: number
  monotonic: number
  /** When it expires by the true time; unknown where the local clock was off. */
  trueExpiry: number | undefined
  /** How the clocks were moved apart since it came. */
  moves: Set<'sleep' | 'jump'>
}

/** One acquisition, which may take two calls of the source (F5). */
export interface Flight {
  call: SourceCall
  since: number
  isSecond?: boolean
  outcome?: { token: string } | { code: ContextTokenErrorCode }
}

/** Where `get()` waits: a late answer of an earlier call serves all who are there (T3, S5). */
export interface WaitingRoom {
  served?: { token: string }
}

/** What makes the package call the source at this moment. */
export type Cause = 'creation' | 'get' | 'refresh' | 'resume' | 'timer' | 'nothing'

/**
 * What the contract promises, in the simplest terms: one token, one flight, one pause. It is told what the
 * caller and the source do, never what the cache does, and judges each call of the source.
 */
export class Model implements SourceObserver {
  readonly clock: VirtualClock
  readonly setup: Setup
  readonly violations: string[] = []
  held: Held | undefined
  flight: Flight | undefined
  /** The flight that began last, which may be over already. */
  latest: Flight | undefined
  pause: { wall: number; monotonic: number; base: number } | undefined
  /** T12: callers get the last error for so long. */
  rest: { wall: number; monotonic: number; length: number } | undefined
  /** Who waits for the token that listeners are being told of. */
  told: { flight?: Flight; room?: WaitingRoom } | undefined
  isTelling = false
  room: WaitingRoom = {}
  /** Tokens that were rejected, and how many calls there were then. */
  refused: Map<string, number> = new Map()
  cause: Cause = 'nothing'
  isVisible: boolean
  isDisposed = false
  isAskedFor = false
  calls = 0
  kept = 0
  failedFlights = 0
  /** What the calls of the source are paid with, beside the time that goes by. */
  credit = 1
  shortestFresh: number = Number.POSITIVE_INFINITY
  #failures = 0
  #owesCall = false
  readonly #begin: number

  constructor(clock: VirtualClock, setup: Setup) {
    this.clock = clock
    this.setup = setup
    this.isVisible = setup.page !== 'hidden'
    this.#begin = clock.monotonic
  }

  require(isKept: boolean, rule: string): void {
    if (!isKept) this.violations.push(rule)
  }

  /** Time since a moment by the clock that says more (T6). */
  age({ wall, monotonic }: { wall: number; monotonic: number }): number {
    return Math.max(Math.floor(this.clock.wall) - wall, this.clock.monotonic - monotonic)
  }
  get isUsable(): boolean {
    return this.held?.standing === 'serving' && this.age(this.held) < this.held.usableFor
  }
  get isFresh(): boolean {
    return this.held?.standing === 'serving' && this.age(this.held) < this.held.freshFor
  }
  get usable(): string | undefined {
    return this.isUsable ? this.held?.token : undefined
  }
  /** The pause after a failure is surely over, whatever the jitter. */
  get isPauseOver(): boolean {
    return !this.pause || this.age(this.pause) >= this.pause.base
  }

  /** T12: callers without a usable token get the last error. */
  get isResting(): boolean {
    return this.rest !== undefined && this.age(this.rest) < this.rest.length
  }

  /** Listeners are told of a token, and may give it up before anybody gets it (T11). */
  tell(run: () => void): void {
    this.isTelling = true
    run()
    this.isTelling = false
    this.told = undefined
  }

  /** The wall clock was moved: it may have ended the life of one token. */
  moved(how: 'sleep' | 'jump'): void {
    this.credit++
    if (!this.held) return
    this.held.moves.add(how)
    // No clock of a page can tell that the machine slept once the wall clock was set back after it.
    if (this.held.moves.size > 1) this.held.trueExpiry = undefined
  }

  /** How long until a moment in the life of the token or of its refresh; 0 where there is none. */
  untilMoment(moment: string | undefined): number {
    const { held, flight, pause } = this
    if (moment === 'timeout' && flight) {
      return flight.since + this.setup.options.tokenTimeout - this.clock.monotonic
    }
    if (moment === 'retry' && pause) return pause.base - this.age(pause)
    if (!held) return 0
    const ends: Record<string, number> = {
      stale: held.freshFor,
      unusable: held.usableFor,
      expired: held.life,
    }
    return (ends[moment ?? ''] ?? 0) - this.age(held)
  }

  called(call: SourceCall): void {
    this.calls++
    this.require(!this.isDisposed, 'T11: the source is asked after dispose')
    if (this.#owesCall && this.flight) {
      this.#owesCall = false
      this.require(call.reason === 'rejected', `F5: asked again for a rejected token, reason ${call.reason}`)
      this.flight.call = call
      this.flight.isSecond = true
      this.flight.since = this.clock.monotonic
      return
    }
    this.require(!this.flight, `T1: a second call in flight, because of ${this.cause}`)
    this.require(this.#mayCall(), `T3, T4, T8: a call for nothing, because of ${this.cause}`)
    const expected = this.#reason()
    this.require(call.reason === expected, `S6: reason ${call.reason}, expected ${expected}`)
    this.flight = this.latest = { call, since: this.clock.monotonic }
  }

  #reason(): RefreshReason {
    if (this.cause === 'refresh') return 'forced'
    if (!this.held) return 'initial'
    if (this.held.standing !== 'serving') return 'rejected'
    return this.isUsable ? 'stale' : 'expired'
  }

  #mayCall(): boolean {
    const mayTryAgain = !this.pause || this.age(this.pause) >= this.pause.base / 2
    switch (this.cause) {
      case 'creation':
        return this.setup.options.prefetch && this.setup.page !== 'none'
      case 'get':
        return this.isUsable ? !this.isFresh && mayTryAgain : !this.isResting
      case 'refresh':
        return true
      case 'resume':
        return this.setup.options.autoRefresh && this.held?.standing === 'serving' && !this.isFresh
      case 'timer': {
        const isWanted = this.isAskedFor || (this.pause !== undefined && this.isUsable)
        const isDue = this.held !== undefined && !this.isFresh && mayTryAgain
        return this.setup.options.autoRefresh && this.isVisible && isWanted && isDue
      }
      case 'nothing':
        return false
    }
  }

  answered(call: SourceCall, token: string, times: Times): void {
    if (this.isDisposed) return
    if (call.signal.aborted) {
      const isOutdated = this.held !== undefined && this.held.call > call.number
      if (isOutdated || this.refused.has(token)) return
      this.#keep(call, token, times)
      this.room.served = { token }
      this.told = { room: this.room }
      this.room = {}
      return
    }
    const rejectedAt = this.refused.get(token)
    if (rejectedAt !== undefined && (call.reason !== 'rejected' || rejectedAt >= call.number)) {
      this.#oweCall()
      return
    }
    this.#keep(call, token, times)
    if (this.flight) this.told = { flight: this.flight }
    this.#land({ token })
  }

  /** F5, T11: one more call, and no third one. */
  #oweCall(): void {
    if (this.flight?.isSecond) {
      this.#fail('source-error')
      return
    }
    this.#owesCall = true
    this.credit++
  }

  /** T11: the listeners gave up what nobody had got yet. Whoever waits goes on waiting. */
  #untell(): void {
    const { flight, room } = this.told ?? {}
    this.told = undefined
    if (room) {
      delete room.served
      this.room = room
    }
    if (!flight) return
    delete flight.outcome
    this.flight = flight
    this.#oweCall()
  }

  failed(call: SourceCall, code: ContextTokenErrorCode): void {
    if (this.isDisposed || call.signal.aborted) return
    this.#fail(code)
  }

  aborted(call: SourceCall): void {
    // One flight, one signal: its first call is over when the second one is aborted.
    if (this.isDisposed || this.flight?.call !== call) return
    const waited = this.clock.monotonic - (this.flight?.since ?? 0)
    this.require(waited > this.setup.options.tokenTimeout - 1, `S5: timed out after ${waited} ms`)
    this.#fail(call.isAsked ? 'timeout' : 'ap-unavailable')
  }

  invalidated(token: string): void {
    if (this.isDisposed) return
    this.refused.set(token, this.calls)
    if (this.held?.token !== token) return
    this.credit++
    if (this.held.standing === 'dropped') return
    this.held.standing = this.flight || this.isTelling ? 'dropped' : 'aside'
    if (this.isTelling) this.#untell()
  }

  disposed(): void {
    this.isDisposed = true
    this.held = undefined
    this.#owesCall = false
    if (this.isTelling && this.told) {
      const { flight, room } = this.told
      if (flight) flight.outcome = { code: 'disposed' }
      if (room) delete room.served
    }
    this.#land({ code: 'disposed' })
  }

  /** What holds whenever nothing is under way in this tick. */
  verify(): void {
    const { held, clock } = this
    this.require(!this.#owesCall, 'F5: a rejected token came, and the source was not asked again')
    if (held?.trueExpiry !== undefined && this.isUsable) {
      // `Date.now` knows whole milliseconds.
      this.require(clock.truth < held.trueExpiry + 1, 'an expired token counts as usable')
    }
    // `Date.now` knows whole milliseconds, so each call may come one too early (T6).
    const elapsed = clock.monotonic - this.#begin + this.calls
    const allowed = this.credit + 1e-6 + elapsed / this.shortestFresh
    this.require(this.calls <= allowed, `T3, T7: ${this.calls} calls, ${allowed} are paid for`)
  }

  /** What holds once timers had their time. T8: where the page is shown, a token in use does not stay stale. */
  verifyTimers(): void {
    const { held, flight, clock } = this
    const isLate = flight && clock.monotonic - flight.since > this.setup.options.tokenTimeout
    this.require(!isLate, 'S5: a call that has outlived its timeout')
    if (!held || this.flight || !this.setup.options.autoRefresh || !this.isVisible) return
    // By the clock that timers follow, which also drop the fraction of a millisecond.
    const isLongStale = clock.monotonic - held.monotonic > held.freshFor + 2
    const isPaused = this.pause && clock.monotonic - this.pause.monotonic < this.pause.base + 2
    const isDue = isLongStale && this.isUsable && this.isAskedFor && !isPaused
    this.require(!isDue, 'T8: a stale token that is in use was not refreshed ahead of time')
  }

  #keep(call: SourceCall, token: string, times: Times): void {
    const wall = Math.floor(this.clock.wall)
    const { refreshLeeway, expiryMargin } = this.setup.options
    const bounds = boundaries(lifeOnArrival(times, wall), refreshLeeway, expiryMargin)
    const isTimeRight = this.clock.wall === this.clock.truth && times.exp !== undefined
    const trueExpiry = isTimeRight ? Number(times.exp) * 1000 : undefined
    const isAlive = trueExpiry !== undefined && trueExpiry - wall >= 1000 // T7
    this.held = {
      ...bounds,
      token,
      call: call.number,
      standing: 'serving',
      wall,
      monotonic: this.clock.monotonic,
      trueExpiry: isAlive ? trueExpiry : undefined,
      moves: new Set(),
    }
    this.shortestFresh = Math.min(this.shortestFresh, bounds.freshFor)
    this.refused.delete(token)
    this.pause = this.rest = undefined
    this.#failures = 0
    this.isAskedFor = false
    this.kept++
  }

  #fail(code: ContextTokenErrorCode): void {
    this.credit++
    this.failedFlights++
    this.#failures++
    const moment = { wall: Math.floor(this.clock.wall), monotonic: this.clock.monotonic }
    if (this.#failures >= 5) {
      const base = Math.min(1000 * 2 ** (this.#failures - 5), 10_000)
      this.rest = { ...moment, length: base * (1 - this.setup.jitter / 2) }
    }
    this.reinstate()
    // An earlier pause holds until it is over, or a token comes: a clock that is set back may make the token usable again.
    if (this.isUsable && !this.isFresh) {
      this.pause = { ...moment, base: Math.min(1000 * 2 ** (this.#failures - 1), 30_000) }
    }
    if (this.held && this.isUsable) this.room.served = { token: this.held.token }
    this.#land({ code })
  }

  /** T15: the rejected token serves again. */
  reinstate(): void {
    if (this.held?.standing !== 'aside' || this.age(this.held) >= this.held.usableFor) return
    this.held.standing = 'serving'
    this.refused.delete(this.held.token)
  }

  #land(outcome: NonNullable<Flight['outcome']>): void {
    if (this.flight) this.flight.outcome = outcome
    this.flight = undefined
    this.room = {}
  }
}
