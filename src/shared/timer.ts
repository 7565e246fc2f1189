/** The longest delay that `setTimeout` takes; a longer one fires at once. */
const longestDelay = 2 ** 31 - 1

/** `setTimeout`, where a longer delay than it takes becomes the longest one. Returns a function that clears it. */
export function after(delay: number, callback: () => void): () => void {
  const id = outsideZones(() => setTimeout(callback, Math.min(Math.ceil(delay), longestDelay)))
  return () => clearTimeout(id)
}

/** A timer that can be set again. It may fire early: after the longest delay that `setTimeout` takes (T8). */
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
    id = outsideZones(() => setTimeout(onTime, Math.min(Math.ceil(delay), longestDelay)))
    // Node's timers are objects, which keep the process alive; the browser's are numbers.
    const node = id as { unref?: () => void }
    node.unref?.()
  }
  return { set, clear }
}

/**
 * Runs `work` outside of any zone. zone.js (Angular) ascribes a timer to the zone that started it, and an app
 * with a pending timer never becomes stable (T14).
 */
export function outsideZones<T>(work: () => T): T {
  const { Zone } = globalThis as { Zone?: { root?: { run?(work: () => T): T } } } // of zone.js, not typed here
  return Zone?.root?.run ? Zone.root.run(work) : work()
}
