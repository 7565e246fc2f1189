import { describe, expect, test } from 'vitest'
import {
  ContextTokenError,
  type ContextTokenErrorCode,
  isContextTokenError,
  sourceError,
} from '../../../../src/shared/errors.js'
import { createQuoteSearch } from '../../../../src/shared/secrets.js'
import { createFakeToken } from '../../../../src/testing/index.js'

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

  test('isContextTokenError() is false for what cannot be looked at', () => {
    const has = () => {
      throw new Error('no')
    }
    expect(isContextTokenError(new Proxy({}, { has }))).toBe(false)
  })

  test.each(codes)('S4: an error of ours keeps its code: %s', code => {
    const words = { name: 'The source', advice: 'Check it.', ifSilent: '' }
    const reason = new ContextTokenError(code, 'What happened')
    expect(sourceError(reason, words, () => false)).toMatchObject({ code, message: 'What happened' })
  })

  test('the brand is not enumerable: it shows in no log and no copy', () => {
    expect(Object.keys(new ContextTokenError('timeout', 'x'))).not.toContain('brand')
    expect(Object.getOwnPropertySymbols({ ...new ContextTokenError('timeout', 'x') })).toEqual([])
  })

  const words = { name: 'The source', advice: 'Check it.', ifSilent: '' }
  const failed = (reason: unknown) => sourceError(reason, words, createQuoteSearch([]))

  test('S4: sourceError() tells the reason as cause, and leaves it out where there is none', () => {
    expect(failed(new Error('no'))).toMatchObject({ code: 'source-error', cause: { message: 'no' } })
    expect(failed('no').cause).toBe('no')
    expect(failed(undefined)).not.toHaveProperty('cause')
    expect(failed(undefined).message).toBe('The source failed. Check it.')
    expect(failed('no').message).toBe('The source failed. Check it. The cause of this error says more.')
  })

  test('S4: sourceError() keeps code and message of a ContextTokenError', () => {
    const reason = new ContextTokenError('ap-unavailable', 'x', { cause: 'y' })
    expect(failed(reason)).toMatchObject({ code: 'ap-unavailable', message: 'x', cause: 'y' })
  })

  test('T10: sourceError() keeps nothing of a ContextTokenError that quotes a token, or has a code of its own', () => {
    const token = createFakeToken()
    const reason = new ContextTokenError('timeout', `for ${token}`, { cause: token })
    expect(failed(reason)).toMatchObject({ code: 'timeout', message: 'The source failed. Check it.' })
    expect(failed(reason)).not.toHaveProperty('cause')
    expect(failed(Object.assign(reason, { code: token })).code).toBe('source-error')
  })

  test('T10: sourceError() takes a word that only starts like a token for what it is', () => {
    expect(failed('Greyjoy sat in eyJ').cause).toBe('Greyjoy sat in eyJ')
    expect(failed('eyJhbGciOiJIUzI1NiJ9')).not.toHaveProperty('cause')
  })
})
