/** A timer of the package, or one of the world around it (the bridge's latency). */
interface VirtualTimer {
  due: number
  run: () => void
  isOurs: boolean
}

const longestDelay = 2 ** 31 - 1
/** Far more than are due in one moment, unless somebody sets a timer again and again for nothing. */
const mostAtOnce = 1000

/**
 * Time as a browser on a laptop has it: two clocks that may be moved apart, and the true time, which
 * neither has to show. Timers follow the monotonic clock and drop fractions of a millisecond.
 */
export class VirtualClock {
  #timers = new Map<number, VirtualTimer>()
  #ids = 0
  #atOnce = 0
  monotonic = 1000.25
  wall: number
  truth = 1_800_000_000_250

  constructor(offset: number) {
    this.wall = this.truth + offset
  }

  /** Puts it in the place of the real clocks, and of `Math.random`; returns what undoes that. */
  install(random: () => number): () => void {
    const { setTimeout, clearTimeout } = globalThis
    const { now } = Date
    const { random: realRandom } = Math
    Object.assign(globalThis, {
      setTimeout: (run: () => void, delay?: number) => this.set(run, delay, true),
      clearTimeout: (id?: number) => this.clear(id),
    })
    Date.now = () => Math.floor(this.wall)
    Object.defineProperty(performance, 'now', { configurable: true, value: () => this.monotonic })
    Math.random = random
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout })
      Date.now = now
      Reflect.deleteProperty(performance, 'now')
      Math.random = realRandom
    }
  }

  set(run: () => void, delay = 0, isOurs = false): number {
    const shown = delay > longestDelay || delay < 0 ? 0 : delay
    const due = Math.max(this.monotonic, Math.trunc(this.monotonic + shown))
    this.#timers.set(++this.#ids, { due, run, isOurs })
    return this.#ids
  }

  clear(id: number | undefined): void {
    if (id !== undefined) this.#timers.delete(id)
  }

  /** How many timers of the package wait. */
  get waiting(): number {
    return [...this.#timers.values()].filter(timer => timer.isOurs).length
  }

  /** Time goes by, and timers with it. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.monotonic + ms
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { due, run }] = next
      this.#atOnce = due > this.monotonic ? 0 : this.#atOnce + 1
      if (this.#atOnce > mostAtOnce) throw new Error('T8: timers without end')
      this.freeze(Math.max(0, due - this.monotonic))
      this.#timers.delete(id)
      run()
      await settle()
    }
    this.freeze(end - this.monotonic)
  }

  /** Time goes by, but no timer runs: a page that is stopped, a thread that is busy. */
  freeze(ms: number): void {
    this.monotonic += ms
    this.sleep(ms)
  }

  /** The machine sleeps: the monotonic clock stands still. */
  sleep(ms: number): void {
    this.wall += ms
    this.truth += ms
  }

  /** Somebody sets the clock. */
  jump(ms: number): void {
    this.wall += ms
  }

  #next(end: number): [number, VirtualTimer] | undefined {
    let first: [number, VirtualTimer] | undefined
    for (const one of this.#timers)
      if (one[1].due <= end && (!first || one[1].due < first[1].due)) first = one
    return first
  }
}
