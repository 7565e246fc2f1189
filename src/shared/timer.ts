/** The longest delay that `setTimeout` takes; a longer one fires at once. */
const longestDelay = 2 ** 31 - 1

/** `setTimeout`, with the longest delay there is in place of a longer one. Returns what clears it. */
export function after(delay: number, callback: () => void): () => void {
  const id = outsideZones(() => setTimeout(callback, Math.min(Math.ceil(delay), longestDelay)))
  return () => clearTimeout(id)
}

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
    id = outsideZones(() => setTimeout(onTime, Math.min(Math.ceil(delay), longestDelay)))
    // Node's timers are objects, which keep the process alive; the browser's are numbers.
    const node = id as { unref?: () => void }
    node.unref?.()
  }
  return { set, clear }
}

/**
 * Runs `work` in nobody's context. zone.js (Angular) counts a timer to the zone of whoever caused it, and an
 * app with a pending timer never gets stable (T14).
 */
export function outsideZones<T>(work: () => T): T {
  const { Zone } = globalThis as { Zone?: { root?: { run?(work: () => T): T } } } // of zone.js, not typed here
  return Zone?.root?.run ? Zone.root.run(work) : work()
}
