import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import type { TokenCacheOptions } from '../../../../src/cache/types.js'
import { apTokenSource } from '../../../../src/source/ap-source.js'
import type { TokenSource } from '../../../../src/source/types.js'
import { instantSource } from '../support/source.js'

/** What a caller without types may pass. */
const untyped = (options: unknown) => () => createTokenCache(instantSource(), options as TokenCacheOptions)

const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

const durations = ['refreshLeeway', 'expiryMargin', 'tokenTimeout']
const booleans = ['autoRefresh', 'prefetch']
const matrix = (names: string[], values: unknown[]) =>
  names.flatMap(name => values.map(value => [name, value]))

afterEach(() => {
  vi.restoreAllMocks()
})

describe('options of createTokenCache', () => {
  test.each(matrix(durations, ['1000', null, true, {}, 5n]))('%s: %s is a TypeError', (name, value) => {
    const error = thrownBy(untyped({ [name as string]: value }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^${name}: expected a number`)) })
  })

  test.each(matrix(durations, [-1, -0.1, Number.NaN, Infinity, -Infinity]))(
    '%s: %s is a RangeError',
    (name, value) => {
      const error = thrownBy(untyped({ [name as string]: value }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^${name}: .*got ${value}`)) })
    },
  )

  test.each(matrix(booleans, ['true', null, 1, 0, {}]))('%s: %s is a TypeError', (name, value) => {
    const error = thrownBy(untyped({ [name as string]: value }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      message: expect.stringMatching(new RegExp(`^${name}: expected a boolean`)),
    })
  })

  test.each([null, 42, 'options', true])('options: %s is a TypeError', options => {
    const error = thrownBy(untyped(options))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: expect.stringContaining('options: expected an object') })
  })

  test.each([undefined, null, 'token', {}])('source: %s is a TypeError', source => {
    const error = thrownBy(() => createTokenCache(source as unknown as TokenSource))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: expect.stringContaining('source: expected a function') })
  })

  test.each(matrix(durations, [0, 0.5, 1e300]))('%s: %s is a value', (name, value) => {
    expect(untyped({ [name as string]: value })).not.toThrow()
  })

  test('undefined is the default, for each and for all', () => {
    const all = Object.fromEntries([...durations, ...booleans].map(name => [name, undefined]))
    expect(untyped(all)).not.toThrow()
    expect(untyped(undefined)).not.toThrow()
  })

  test('where an option is wrong, nothing is asked and nothing listened to', () => {
    const listening = vi.spyOn(document, 'addEventListener')
    const source = instantSource()
    const options = { prefetch: true, autoRefresh: true, tokenTimeout: -1 }
    expect(() => createTokenCache(source, options)).toThrow(RangeError)
    expect(source.reasons).toEqual([])
    expect(listening).not.toHaveBeenCalled()
  })
})

describe('options of apTokenSource', () => {
  test.each(['8000', null, {}])('tokenTimeout: %s is a TypeError', value => {
    const error = thrownBy(() => apTokenSource({ tokenTimeout: value as number }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: expect.stringMatching(/^tokenTimeout: expected a number/) })
  })

  test.each([-1, Number.NaN, Infinity])('tokenTimeout: %s is a RangeError', value => {
    expect(() => apTokenSource({ tokenTimeout: value })).toThrow(RangeError)
  })

  test('options: null is a TypeError, undefined and zero are fine', () => {
    expect(() => apTokenSource(null as unknown as undefined)).toThrow(TypeError)
    expect(apTokenSource()).toBeTypeOf('function')
    expect(apTokenSource({ tokenTimeout: 0 })).toBeTypeOf('function')
  })
})
