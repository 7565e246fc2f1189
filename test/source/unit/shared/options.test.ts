import { describe, expect, test } from 'vitest'
import { duration, option, readOptions } from '../../../../src/shared/options.js'

interface Options {
  flag?: boolean
  scheme?: string
}

describe('options', () => {
  test('undefined means the default, and zero, false and the empty string are values', () => {
    expect(duration({}, 'leeway', 7)).toBe(7)
    expect(duration({ leeway: 0 }, 'leeway', 7)).toBe(0)
    expect(option<Options, 'flag'>({}, 'flag', true)).toBe(true)
    expect(option<Options, 'flag'>({ flag: false }, 'flag', true)).toBe(false)
    expect(option<Options, 'scheme'>({ scheme: '' }, 'scheme', 'JWT')).toBe('')
    expect(readOptions(undefined)).toEqual({})
  })

  test('a wrong type throws a TypeError that says what was expected, and what came', () => {
    expect(() => duration({ leeway: '7' as unknown as number }, 'leeway', 7)).toThrow(
      new TypeError('leeway: expected a number, got string'),
    )
    expect(() => option<Options, 'flag'>({ flag: null as unknown as boolean }, 'flag', true)).toThrow(
      new TypeError('flag: expected a boolean, got null'),
    )
    expect(() => readOptions(null as unknown as undefined, 'ky')).toThrow(
      new TypeError('ky: expected an object, got null'),
    )
  })

  test('a duration that is negative or not finite throws a RangeError', () => {
    for (const value of [-1, Number.NaN, Infinity, -Infinity]) {
      expect(() => duration({ leeway: value }, 'leeway', 7)).toThrow(RangeError)
      expect(() => duration({ leeway: value }, 'leeway', 7)).toThrow(`got ${value}`)
    }
  })
})
