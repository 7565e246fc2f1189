/** A queue of what is to happen when, earliest first. */
class Queue {
  #heap = []

  push(entry) {
    const heap = this.#heap
    let at = heap.push(entry) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent].time <= heap[at].time) break
      ;[heap[parent], heap[at]] = [heap[at], heap[parent]]
      at = parent
    }
  }

  pop() {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (heap.length > 0) {
      heap[0] = last
      let at = 0
      for (;;) {
        const [left, right] = [2 * at + 1, 2 * at + 2]
        let least = at
        if (heap[left]?.time < heap[least].time) least = left
        if (heap[right]?.time < heap[least].time) least = right
        if (least === at) break
        ;[heap[least], heap[at]] = [heap[at], heap[least]]
        at = least
      }
    }
    return first
  }
}

/**
 * One clock for many frames, each with a document of its own: whatever a frame's code sets a timer for runs with
 * that frame's document in place.
 */
export function createFleetClock(start) {
  const queue = new Queue()
  const real = { setTimeout, clearTimeout, now: Date.now, monotonic: performance.now }
  let time = start
  let ids = 0
  let frame
  const live = new Map()

  const at = (when, run, owner = frame) => queue.push({ time: when, run, owner, id: 0 })
  return {
    install() {
      globalThis.setTimeout = (run, delay = 0) => {
        const id = ++ids
        live.set(id, true)
        queue.push({ time: time + Math.max(0, delay), run, owner: frame, id })
        return id
      }
      globalThis.clearTimeout = id => void live.delete(id)
      Date.now = () => time
      performance.now = () => time - start
    },
    uninstall() {
      Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
      Date.now = real.now
      performance.now = real.monotonic
    },
    now: () => time,
    at,
    /** Runs what is due until `end`; promises settle between two events. */
    async run(end) {
      for (;;) {
        const next = queue.pop()
        if (!next || next.time > end) break
        if (next.id && !live.delete(next.id)) continue
        time = next.time
        frame = next.owner
        globalThis.document = frame?.document
        next.run()
        for (let tick = 0; tick < 12; tick++) await undefined
      }
      time = end
    },
  }
}
