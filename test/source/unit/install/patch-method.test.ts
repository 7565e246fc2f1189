import { describe, expect, test } from 'vitest'
import { applyAll, type Patch, patchMethod, patchSetter } from '../../../../src/install/patch-method.js'

interface Greeter {
  name: string
  greet(...words: string[]): string
}

const greeter = (): Greeter => ({
  name: 'A',
  greet(...words) {
    return [...words, this.name].join(' ')
  },
})

/** Adds a word in front. */
const prepare = (owner: Greeter, word = 'oh'): Patch =>
  patchMethod<Greeter, string[], string>(
    owner,
    'greet',
    (previous, isOn) =>
      function (...words) {
        return isOn() ? previous.call(this, word, ...words) : previous.apply(this, words)
      },
  )

const install = (owner: Greeter, word?: string) => {
  const patch = prepare(owner, word)
  patch.apply()
  return patch.undo
}

describe('U2: patchMethod()', () => {
  test('hands on `this`, arguments and result', () => {
    const owner = greeter()
    install(owner)
    expect(owner.greet('hello', 'there')).toBe('oh hello there A')
    expect(owner.greet.call({ ...owner, name: 'B' })).toBe('oh B')
  })

  test.each<[string, PropertyDescriptor]>([
    ['hidden', { configurable: true, enumerable: false, writable: true }],
    ['not writable', { configurable: true, enumerable: true, writable: false }],
    ['not configurable', { configurable: false, enumerable: false, writable: true }],
  ])('keeps the look of a property that is %s, and puts it back as it was', (_, look) => {
    const owner = greeter()
    Object.defineProperty(owner, 'greet', { ...look, value: owner.greet })
    const before = Object.getOwnPropertyDescriptor(owner, 'greet')
    const undo = install(owner)
    expect(owner.greet()).toBe('oh A')
    expect(Object.getOwnPropertyDescriptor(owner, 'greet')?.enumerable).toBe(look.enumerable)
    undo()
    expect(Object.getOwnPropertyDescriptor(owner, 'greet')).toEqual(before)
  })

  test('a property that was inherited is inherited again', () => {
    const owner: Greeter = Object.create(greeter())
    const undo = install(owner)
    expect(owner.greet()).toBe('oh A')
    // As if it had been assigned.
    expect(Object.keys(owner)).toEqual(['greet'])
    undo()
    expect(Object.hasOwn(owner, 'greet')).toBe(false)
    expect(owner.greet()).toBe('A')
  })

  test('undone out of order, the wrapper that stays in the chain passes on', () => {
    const owner = greeter()
    const before = owner.greet
    const undoFirst = install(owner, 'first')
    const undoSecond = install(owner, 'second')
    undoFirst()
    expect(owner.greet()).toBe('second A')
    undoSecond()
    expect(owner.greet()).toBe('A')
    undoFirst()
    expect(owner.greet).toBe(before)
  })

  test('undone twice, it does not take away what another has put there since', () => {
    const owner = greeter()
    const undo = install(owner)
    undo()
    install(owner, 'other')
    undo()
    expect(owner.greet()).toBe('other A')
  })

  test('a property that is locked throws an error that names it, and is as it was', () => {
    const owner = Object.freeze(greeter())
    expect(() => install(owner)).toThrow(/^installContextFetch: greet is locked/)
    expect(owner.greet()).toBe('A')
  })

  test('nothing happens before it is applied', () => {
    const owner = greeter()
    const before = owner.greet
    prepare(owner)
    expect(owner.greet).toBe(before)
  })

  test('the new method has the name and the length of the one before', () => {
    const owner = {
      ...greeter(),
      greet: function welcome(_a: string, _b: string) {
        return ''
      },
    } as Greeter
    install(owner)
    expect([owner.greet.name, owner.greet.length]).toEqual(['greet', 2])
  })

  test('all or nothing: where one of several is locked, the others are as they were', () => {
    const [first, locked] = [greeter(), Object.freeze(greeter())]
    const before = Object.getOwnPropertyDescriptors(first)
    expect(() => applyAll([prepare(first), prepare(locked)])).toThrow(/greet is locked/)
    expect(Object.getOwnPropertyDescriptors(first)).toEqual(before)
  })
})

describe('U2: patchSetter()', () => {
  class Dial {
    #turns = 0
    get turns() {
      return this.#turns
    }
    set turns(turns: number) {
      this.#turns = turns
    }
  }
  const double = (owner: Dial) =>
    patchSetter<Dial, number>(
      owner,
      'turns',
      set =>
        function (turns) {
          set.call(this, turns * 2)
        },
    )

  test('replaces the setter alone, and puts it back', () => {
    const before = Object.getOwnPropertyDescriptors(Dial.prototype)
    const patches = double(Dial.prototype)
    applyAll(patches)
    const dial = new Dial()
    dial.turns = 2
    expect(dial.turns).toBe(4)
    for (const patch of patches) patch.undo()
    expect(Object.getOwnPropertyDescriptors(Dial.prototype)).toEqual(before)
  })

  test('an accessor that is inherited is inherited again', () => {
    class Child extends Dial {}
    const patches = double(Child.prototype)
    applyAll(patches)
    expect(Object.hasOwn(Child.prototype, 'turns')).toBe(true)
    for (const patch of patches) patch.undo()
    expect(Object.hasOwn(Child.prototype, 'turns')).toBe(false)
  })

  test('where there is no setter there is nothing to replace', () => {
    expect(double({} as Dial)).toEqual([])
  })
})
