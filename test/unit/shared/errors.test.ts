import { describe, expect, test } from 'vitest'
import {
  ContextTokenError,
  type ContextTokenErrorCode,
  isContextTokenError,
  sourceError,
} from '../../../src/shared/errors.js'

const codes: ContextTokenErrorCode[] = [
  'ap-unavailable',
  'timeout',
  'source-error',
  'malformed-token',
  'disposed',
]

describe('errors', () => {
  test.each(codes)('a ContextTokenError tells its code: %s', code => {
    const error = new ContextTokenError(code, 'What happened')
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'ContextTokenError', code, message: 'What happened' })
    expect(`${error}`).toBe('ContextTokenError: What happened')
    expect(error).not.toHaveProperty('cause')
  })

  test('a ContextTokenError keeps its cause, a falsy one too', () => {
    for (const cause of [new Error('no'), 'no', '', 0, null]) {
      expect(new ContextTokenError('source-error', 'x', { cause }).cause).toBe(cause)
    }
  })

  test('isContextTokenError() recognises one of another copy of the package, by its brand', () => {
    expect(isContextTokenError(new ContextTokenError('timeout', 'x'))).toBe(true)
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('ap-context-fetch.ContextTokenError'), {
      value: true,
    })
    expect(foreign).not.toBeInstanceOf(ContextTokenError)
    expect(isContextTokenError(foreign)).toBe(true)
  })

  test.each([
    undefined,
    null,
    'ContextTokenError',
    42,
    {},
    new Error('x'),
    Object.assign(new Error('x'), { name: 'ContextTokenError', code: 'timeout' }),
    new DOMException('x', 'ContextTokenError'),
  ])('isContextTokenError() is not taken in by a name: %s', value => {
    expect(isContextTokenError(value)).toBe(false)
  })

  test('the brand is not enumerable: it shows in no log and no copy', () => {
    expect(Object.keys(new ContextTokenError('timeout', 'x'))).not.toContain('brand')
    expect(Object.getOwnPropertySymbols({ ...new ContextTokenError('timeout', 'x') })).toEqual([])
  })

  test('S4: sourceError() keeps the reason as cause, and leaves it out where there is none', () => {
    const reason = new Error('no')
    expect(sourceError('It failed', reason)).toMatchObject({ code: 'source-error', cause: reason })
    expect(sourceError('It failed', 'no').cause).toBe('no')
    expect(sourceError('It failed', undefined)).not.toHaveProperty('cause')
    expect(sourceError('It failed', reason).message).toMatch(/^It failed\. Check /)
  })

  test('S4: sourceError() does not wrap what is a ContextTokenError already', () => {
    const reason = new ContextTokenError('ap-unavailable', 'x')
    expect(sourceError('It failed', reason)).toBe(reason)
  })

  test('T10: sourceError() takes a word that only starts like a token for what it is', () => {
    expect(sourceError('It failed', 'Greyjoy sat in eyJ').cause).toBe('Greyjoy sat in eyJ')
    expect(sourceError('It failed', 'eyJhbGciOiJIUzI1NiJ9')).not.toHaveProperty('cause')
  })
})
