import type { ContextTokenEventMap } from './events.js'

type EventType = keyof ContextTokenEventMap

/** What is known about the listeners of a target. */
interface Audience {
  /** The event types that have had a listener. */
  heard: Set<string>
  /** Targets that dispatch the same events: a client dispatches those of its cache. */
  followers: EventTarget[]
}

const audiences = new WeakMap<EventTarget, Audience>()

/** An `EventTarget` that knows which events somebody may listen for. */
export function createEventTarget(): EventTarget {
  const target = new EventTarget()
  const heard = new Set<string>()
  audiences.set(target, { heard, followers: [] })
  const add = target.addEventListener
  const addEventListener: typeof add = (type, ...rest) => {
    heard.add(type)
    add.call(target, type, ...rest)
  }
  return Object.defineProperty(target, 'addEventListener', { value: addEventListener })
}

/** From now on `follower` dispatches every event that `target` dispatches. */
export function follow(target: EventTarget, follower: EventTarget): void {
  audiences.get(target)?.followers.push(follower)
}

/** Whether anybody may listen for an event. For a target of another make this cannot be known, so it is assumed. */
export function isHeard(target: EventTarget, type: EventType): boolean {
  const audience = audiences.get(target)
  return !audience || audience.heard.has(type) || audience.followers.some(each => isHeard(each, type))
}

/**
 * Dispatches an event on a target and on each that follows it. Each dispatch has an event of its own, so that no
 * listener keeps it from another target, and nobody can change what the others are told (T10).
 */
export function tell<K extends EventType>(
  target: EventTarget,
  type: K,
  detail: ContextTokenEventMap[K]['detail'],
): void {
  const targets = [target, ...(audiences.get(target)?.followers ?? [])]
  for (const each of targets) {
    each.dispatchEvent(new CustomEvent(type, { detail: Object.freeze(detail) }))
  }
}
