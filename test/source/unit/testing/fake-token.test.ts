import { afterEach, describe, expect, test, vi } from 'vitest'
import { decodeContextToken } from '../../../../src/shared/claims.js'
import { checkToken } from '../../../../src/shared/token.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'

const second = Date.UTC(2026, 0, 1) / 1000

useFakeClock(second * 1000 + 999)
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('createFakeToken', () => {
  test('K2: is well-formed, issued now by Date.now() for 15 minutes', () => {
    const token = createFakeToken()
    expect(checkToken(token, { name: 'The kit', advice: '', ifSilent: '' })).toBe(token)
    expect(decodeContextToken(token)).toEqual({
      iss: 'fake-client-key',
      sub: 'fake-account-id',
      qsh: 'context-qsh',
      iat: second,
      exp: second + 900,
    })
  })

  test('looks like one that is signed with HS256, and is not', () => {
    const parts = createFakeToken()
      .split('.')
      .map(part => JSON.parse(atob(part)))
    expect(parts[0]).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(parts[2]).toEqual({ unsigned: expect.any(Number) })
  })

  test('claims replace the defaults, undefined leaves one out', () => {
    const context = { jira: { issue: { id: '10001', key: 'DEMO-1' } } }
    expect(decodeContextToken(createFakeToken({ sub: undefined, iat: 60, context, extra: 1 }))).toEqual({
      iss: 'fake-client-key',
      qsh: 'context-qsh',
      iat: 60,
      exp: 960,
      context,
      extra: 1,
    })
    expect(decodeContextToken(createFakeToken({ iat: undefined, exp: undefined }))).not.toHaveProperty('exp')
  })

  test('K3: no two are alike, not even with the same claims in the same second', () => {
    const tokens = Array.from({ length: 100 }, () => createFakeToken({ jti: 'the same' }))
    expect(new Set(tokens).size).toBe(100)
  })

  test('any text survives, with neither Buffer nor TextEncoder', () => {
    vi.stubGlobal('Buffer', undefined)
    vi.stubGlobal('TextEncoder', undefined)
    const name = `Zoë 🦊 \u2028 "\\" ???>>>`
    const token = createFakeToken({ name })
    vi.unstubAllGlobals()
    expect(token).toMatch(/^\w+\.(?=\w*-)(?=[\w-]*_)[\w-]+\.\w+$/) // both letters that base64 has not
    expect(decodeContextToken(token)).toMatchObject({ name })
  })

  test.each([null, 'sub', 5])('claims that are %j throw a TypeError', claims => {
    // What a caller without types may pass.
    expect(() => createFakeToken(claims as unknown as object)).toThrow(/^claims: expected an object, got /)
  })
})
