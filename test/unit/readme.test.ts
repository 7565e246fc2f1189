// @vitest-environment node
import { readFileSync } from 'node:fs'
import { decodeSymmetric, encodeSymmetric, getAlgorithm, SymmetricAlgorithm } from 'atlassian-jwt'
import { describe, expect, test } from 'vitest'
import * as exported from '../../src/index.js'
import * as testing from '../../src/testing/index.js'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code)

/** A code block of the README run with what it imports in scope; `result` says what it returns. */
function run(holding: string, scope: Record<string, unknown>, result = ''): unknown {
  const code = blocks.find(block => block.includes(holding))
  if (code === undefined) throw new Error(`no code block of the README holds ${holding}`)
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
  const body = `${code.replace(/^import .*$/gm, '')}\n${result}`
  return new AsyncFunction(...Object.keys(scope), body)(...Object.values(scope))
}

describe('the code blocks of the README', () => {
  test('In your unit tests: a token that was revoked is replaced', async () => {
    const printed: unknown[] = []
    const console = { log: (value: unknown) => printed.push(value) }
    await run('createFakeAP', { ...exported, ...testing, console })
    expect(printed).toEqual([['Ship it'], [200, 401, 200]])
    expect('AP' in globalThis).toBe(false)
  })

  test('atlassian-jwt: only a valid context token passes', async () => {
    const secret = 'a secret of the tenant, long enough'
    const iat = Math.floor(Date.now() / 1000)
    const claims = { iss: 'tenant', iat, exp: iat + 60, qsh: 'context-qsh' }
    const sign = (payload: object, key = secret) =>
      `JWT ${encodeSymmetric(payload, key, SymmetricAlgorithm.HS256)}`
    const verify = (await run(
      'function verifyContextToken',
      { decodeSymmetric, getAlgorithm },
      'return verifyContextToken',
    )) as (authorization: string | undefined, secretOf: (tenant: string) => string) => unknown

    expect(verify(sign(claims), () => secret)).toEqual(claims)
    for (const authorization of [
      undefined,
      'Bearer x',
      sign({ ...claims, exp: iat }),
      sign({ ...claims, qsh: 'a request' }),
      sign(claims, 'another secret'),
    ]) {
      expect(() => verify(authorization, () => secret)).toThrow()
    }
  })
})
