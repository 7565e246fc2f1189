/** A property that something was put on. */
interface Place {
  /** What was there before the first. */
  original: PropertyDescriptor | undefined
  /** What was put there and not taken away yet, newest last. */
  installed: { value: unknown }[]
}

const places = new WeakMap<object, Map<string, Place>>()

/**
 * Puts values on properties of `target` until the returned function takes them away. Undone in any order: the
 * newest that is left shows; when none is left, what was there before, exactly.
 */
export function installOn(target: object, values: Record<string, unknown>): () => void {
  const undo = Object.entries(values).map(([name, value]) => installOne(target, name, value))
  return () => {
    for (const restore of undo.splice(0)) restore()
  }
}

function installOne(target: object, name: string, value: unknown): () => void {
  const ofTarget = places.get(target) ?? new Map<string, Place>()
  const place = ofTarget.get(name) ?? {
    original: Object.getOwnPropertyDescriptor(target, name),
    installed: [],
  }
  const entry = { value }
  put(target, name, value)
  place.installed.push(entry)
  ofTarget.set(name, place)
  places.set(target, ofTarget)
  return () => {
    place.installed.splice(place.installed.indexOf(entry), 1)
    const newest = place.installed.at(-1)
    if (newest) {
      put(target, name, newest.value)
      return
    }
    ofTarget.delete(name)
    if (place.original) Object.defineProperty(target, name, place.original)
    else Reflect.deleteProperty(target, name)
  }
}

const put = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}
