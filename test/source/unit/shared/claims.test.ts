import { describe, expect, test } from 'vitest'
import { decodeContextToken, isSameIdentity } from '../../../../src/shared/claims.js'
import { checkToken } from '../../../../src/shared/token.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { base64url } from '../support/base64url.js'

const words = { name: 'The token source', advice: 'Check it.', ifSilent: '' }

const withPayload = (json: string) => ['{"alg":"HS256"}', json, 'signature'].map(base64url).join('.')

const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

describe('claims', () => {
  test('F5: what cannot be decoded does not differ from anybody', () => {
    const token = createFakeToken({ sub: 'me' })
    expect(isSameIdentity(token, 'opaque')).toBe(true)
    expect(isSameIdentity(token, createFakeToken({ sub: 'me' }))).toBe(true)
    expect(isSameIdentity(token, createFakeToken({ sub: 'you' }))).toBe(false)
  })

  test('decodeContextToken() returns what the token says, unknown claims included', () => {
    const context = {
      jira: {
        issue: { id: '10001', key: 'TEST-1' },
        project: { id: '10000', key: 'TEST' },
        board: { id: 3 },
      },
      confluence: { content: { id: '1', type: 'page', version: '2' }, space: { id: '5', key: 'S' } },
      user: { accountId: 'me' },
    }
    const claims = decodeContextToken(
      createFakeToken({ iat: 1, exp: 901, aud: ['x'], context, own: { a: 1 } }),
    )
    expect(claims).toMatchObject({
      iss: 'fake-client-key',
      sub: 'fake-account-id',
      qsh: 'context-qsh',
      iat: 1,
      exp: 901,
      aud: ['x'],
      context,
      own: { a: 1 },
    })
    expect(claims.context?.jira?.issue?.key).toBe('TEST-1')
  })

  test('decodeContextToken() leaves out the user of an anonymous visit', () => {
    expect(decodeContextToken(createFakeToken({ sub: undefined }))).not.toHaveProperty('sub')
  })

  test('decodeContextToken() reads UTF-8, and base64url with - and _', () => {
    const name = 'Zoë ⚙️ ÿþ?>'
    const token = withPayload(JSON.stringify({ name }))
    expect(token).toMatch(/[-_]/)
    expect(decodeContextToken(token)).toMatchObject({ name })
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 42],
    ['an object', {}],
    ['an empty string', ''],
    ['one part', 'abc'],
    ['a payload that is no base64', 'a.%%%.c'],
    ['a payload that is no JSON', withPayload('{"iss":')],
    ['a payload that is an array', withPayload('[1]')],
    ['a payload that is a text', withPayload('"client-key"')],
    ['a payload that is a number', withPayload('7')],
    ['a payload that is null', withPayload('null')],
  ])('decodeContextToken() throws malformed-token on %s, without a cause', (_, token) => {
    const error = thrownBy(() => decodeContextToken(token as string))
    expect(error).toMatchObject({
      name: 'ContextTokenError',
      code: 'malformed-token',
      message: expect.stringMatching(/expected three base64url parts.*Check /),
    })
    expect(error).not.toHaveProperty('cause')
  })

  test('S4: checkToken() returns a token as it is', () => {
    const token = createFakeToken()
    expect(checkToken(token, words)).toBe(token)
    expect(checkToken('a-_9.b.C', words)).toBe('a-_9.b.C')
  })

  test.each(['a.b', 'a.b.', '.b.c', 'a..c', 'a.b.c.d', 'a.b.c\n', ' a.b.c', 'JWT a.b.c', 'a=.b.c', 'a.b.ç'])(
    'S4: %j is malformed',
    token => {
      const error = thrownBy(() => checkToken(token, words))
      expect(error).toMatchObject({ code: 'malformed-token' })
      expect(error).not.toHaveProperty('cause')
    },
  )

  test.each<[string, unknown, string]>([
    ['an empty string', '', 'an empty string'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 42, 'number'],
    ['an object', { token: createFakeToken() }, 'object'],
    ['a String object', Object('a.b.c'), 'object'],
    ['an array of one token', [createFakeToken()], 'an array'],
  ])('S4: %s is a source-error that says so, without a cause', (_, token, said) => {
    const error = thrownBy(() => checkToken(token, words))
    expect(error).toMatchObject({ code: 'source-error', message: expect.stringContaining(said) })
    expect(error).not.toHaveProperty('cause')
    expect((error as Error).message).not.toContain('eyJ')
  })
})
