import { checkObject } from './check.js'
import { encodePart } from './json-part.js'
import type { FakeClaims } from './types.js'

const defaultLifetime = 900

let made = 0

/**
 * A context token for tests: well-formed, issued now for 15 minutes by `Date.now()`, and signed by nobody, so
 * that no real backend takes it. No two are alike, even with the same claims in the same second.
 *
 * @param claims what it says instead of the defaults; `undefined` leaves a claim out.
 * @throws `TypeError` if `claims` is no object.
 *
 * @example
 * ```ts
 * createFakeToken({ sub: undefined }) // an anonymous user
 * createFakeToken({ context: { jira: { issue: { id: '10001', key: 'DEMO-1' } } } })
 * ```
 */
export function createFakeToken(claims?: FakeClaims): string {
  const given: FakeClaims = checkObject('claims', claims)
  const iat = typeof given.iat === 'number' ? given.iat : Math.floor(Date.now() / 1000)
  const payload = {
    iss: 'fake-client-key',
    sub: 'fake-account-id',
    qsh: 'context-qsh',
    iat,
    exp: iat + defaultLifetime,
    ...given,
  }
  made += 1
  return [{ alg: 'HS256', typ: 'JWT' }, payload, { unsigned: made }].map(encodePart).join('.')
}
