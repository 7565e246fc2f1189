import { type Signal, settle, type Waiter, waitIn } from '../shared/promises.js'
import { after } from '../shared/timer.js'

/** Whoever waits in `get()`: any token will do, also a late one of an earlier call (T3, S5). */
export interface Callers {
  wait(signal: Signal): Promise<string>
  resolve(token: string): void
  reject(error: Error): void
  /**
   * Rejects whoever just came in a task of its own, unless there is hope by then (T12): an app that asks in a loop
   * would hold the event loop otherwise.
   */
  rejectSoon(error: Error, isHopeless: () => boolean): void
  dispose(error: Error): void
}

export function createCallers(): Callers {
  const waiting = new Set<Waiter>()
  let cancel = () => {}
  const reject = (error: Error) => settle(waiting, waiter => waiter.reject(error))

  return {
    wait: signal => waitIn(waiting, signal),
    resolve: token => settle(waiting, waiter => waiter.resolve(token)),
    reject,
    rejectSoon: (error, isHopeless) => {
      if (waiting.size > 1) return // Those who came later go with the first.
      cancel()
      cancel = after(0, () => {
        if (isHopeless()) reject(error)
      })
    },
    dispose: error => {
      cancel()
      reject(error)
    },
  }
}
