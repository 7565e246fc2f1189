import { longestDelay } from '../shared/options.js'

/** A timer that can be set anew. It may fire early: after the longest delay there is, at the latest (T8). */
export interface Timer {
  set(delay: number): void
  clear(): void
}

/** A timer that does not keep a Node process alive. */
export function createTimer(onTime: () => void): Timer {
  let id: ReturnType<typeof setTimeout> | undefined
  const clear = () => clearTimeout(id)
  const set = (delay: number) => {
    clear()
    id = setTimeout(onTime, Math.min(Math.ceil(delay), longestDelay))
    // Node's timers are objects, which keep the process alive; the browser's are numbers.
    const node = id as { unref?: () => void }
    node.unref?.()
  }
  return { set, clear }
}
