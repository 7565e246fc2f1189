import { named } from '../shared/values.js'

/** A property that is replaced, or about to be. */
export interface Patch {
  /** Replaces it. Throws if it is locked; then nothing has changed. */
  apply(): void
  /** Puts back exactly what was there; if somebody patched on top, ours stays in the chain and only forwards (U2). */
  undo(): void
}

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result

/** Prepares to replace a method. `wrap` makes the new one; `isOn` tells whether it is to do more than forward. */
export function patchMethod<This extends object, Args extends unknown[], Result>(
  owner: This,
  name: string,
  wrap: (previous: Method<unknown, Args, Result>, isOn: () => boolean) => Method<This, Args, Result>,
): Patch {
  const previous = Reflect.get(owner, name) as Method<unknown, Args, Result> // the caller knows it
  const own = Object.getOwnPropertyDescriptor(owner, name)
  let isOn = true
  const wrapped = wrap(previous, () => isOn)
  const value = named(wrapped, name, previous.length)
  const enumerable = own?.enumerable ?? true
  const configurable = own?.configurable ?? true
  return patch(owner, name, { value, enumerable, configurable, writable: true }, () => {
    isOn = false
  })
}

/** Prepares to replace the setter of an accessor. Returns nothing if there is no setter. */
export function patchSetter<This extends object, Value>(
  owner: This,
  name: string,
  wrap: (set: (this: unknown, value: Value) => void) => (this: This, value: Value) => void,
): Patch[] {
  const previous = descriptorOf(owner, name)
  if (!previous?.set) return []
  const set = named(wrap(previous.set), previous.set.name, 1)
  return [patch(owner, name, { ...previous, set }, () => {})]
}

/** Prepares to replace the getter of an accessor. Returns nothing if there is no getter. */
export function patchGetter<This extends object, Value>(
  owner: This,
  name: string,
  wrap: (get: (this: unknown) => Value) => (this: This) => Value,
): Patch[] {
  const previous = descriptorOf(owner, name)
  if (!previous?.get) return []
  const get = named(wrap(previous.get), previous.get.name, 0)
  return [patch(owner, name, { ...previous, get }, () => {})]
}

function patch(owner: object, name: string, descriptor: PropertyDescriptor, turnOff: () => void): Patch {
  const own = Object.getOwnPropertyDescriptor(owner, name)
  return {
    apply: () => {
      if (Reflect.defineProperty(owner, name, descriptor)) return
      throw new TypeError(
        `installContextFetch: ${name} is locked and cannot be replaced. Check what locks it, or install without that part.`,
      )
    },
    undo: () => {
      turnOff()
      const now = Object.getOwnPropertyDescriptor(owner, name)
      if (now?.value !== descriptor.value || now?.set !== descriptor.set || now?.get !== descriptor.get)
        return
      if (own) Object.defineProperty(owner, name, own)
      else Reflect.deleteProperty(owner, name)
    },
  }
}

/** A property of an object or of what it inherits from. */
function descriptorOf(owner: object | null, name: string): PropertyDescriptor | undefined {
  if (!owner) return undefined
  return Object.getOwnPropertyDescriptor(owner, name) ?? descriptorOf(Object.getPrototypeOf(owner), name)
}

/** Applies all patches, or none if one of them throws. */
export function applyAll(patches: Patch[]): void {
  const applied: Patch[] = []
  try {
    for (const patch of patches) {
      patch.apply()
      applied.push(patch)
    }
  } catch (error) {
    for (const patch of applied) patch.undo()
    throw error
  }
}
