/**
 * Replaces a method by one that calls it. Returns a function that puts it back; if somebody has patched on
 * top meanwhile, theirs stays and what lies below it only passes on (U2).
 */
export function patch<Owner extends object, Args extends unknown[], Result>(
  owner: Owner,
  name: string,
  wrap: (previous: (this: unknown, ...args: Args) => Result) => (this: Owner, ...args: Args) => Result,
): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)
  const previous = Reflect.get(owner, name) as (this: unknown, ...args: Args) => Result // the caller knows it
  const wrapped = wrap(previous)
  let isOn = true
  const wrapper = function (this: Owner, ...args: Args): Result {
    return (isOn ? wrapped : previous).apply(this, args)
  }
  Object.defineProperty(owner, name, {
    writable: true,
    enumerable: descriptor?.enumerable ?? true,
    configurable: descriptor?.configurable ?? true,
    value: wrapper,
  })
  return () => {
    isOn = false
    if (Reflect.get(owner, name) !== wrapper) return
    if (descriptor) Object.defineProperty(owner, name, descriptor)
    else Reflect.deleteProperty(owner, name)
  }
}
