import { describe, expect, test } from 'vitest'
import { patch } from '../../../src/install/patch.js'

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
const install = (owner: Greeter, word = 'oh') =>
  patch<Greeter, string[], string>(
    owner,
    'greet',
    previous =>
      function (...words) {
        return previous.call(this, word, ...words)
      },
  )

describe('U2: patch()', () => {
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

  test('a property that cannot be replaced throws, and is as it was', () => {
    const owner = Object.freeze(greeter())
    expect(() => install(owner)).toThrow(TypeError)
    expect(owner.greet()).toBe('A')
  })
})
