import { expectTypeOf, test } from 'vitest'
import { type ContextClaims, decodeContextToken } from '../../../src/index.js'

const claims = decodeContextToken('')

test('claims say who, which tenant and how long', () => {
  expectTypeOf(claims).toEqualTypeOf<ContextClaims>()
  expectTypeOf(claims.iss).toEqualTypeOf<string>()
  expectTypeOf(claims.sub).toEqualTypeOf<string | undefined>()
  expectTypeOf(claims.iat).toEqualTypeOf<number>()
  expectTypeOf(claims.exp).toEqualTypeOf<number>()
})

test('claims say where, as far as it is documented', () => {
  const { jira, confluence } = claims.context ?? {}
  expectTypeOf(jira?.issue?.key).toEqualTypeOf<string | undefined>()
  expectTypeOf(jira?.issue?.id).toEqualTypeOf<string | undefined>()
  expectTypeOf(jira?.project?.key).toEqualTypeOf<string | undefined>()
  expectTypeOf(jira?.board?.id).toEqualTypeOf<string | number | undefined>()
  expectTypeOf(jira?.sprint?.state).toEqualTypeOf<string | undefined>()
  expectTypeOf(jira?.servicedesk?.requestTypeId).toEqualTypeOf<string | number | undefined>()
  expectTypeOf(confluence?.content?.id).toEqualTypeOf<string | undefined>()
  expectTypeOf(confluence?.content?.type).toEqualTypeOf<string | undefined>()
  expectTypeOf(confluence?.space?.key).toEqualTypeOf<string | undefined>()
  expectTypeOf(confluence?.macro?.outputType).toEqualTypeOf<string | undefined>()
})

test('unknown members are unknown, on every level', () => {
  const { jti, context: { license, jira, confluence } = {} } = claims
  const { dashboard, issue: { issuetype } = {} } = jira ?? {}
  const { title } = confluence?.content ?? {}
  expectTypeOf(jti).toEqualTypeOf<unknown>()
  expectTypeOf(license).toEqualTypeOf<unknown>()
  expectTypeOf(dashboard).toEqualTypeOf<unknown>()
  expectTypeOf(issuetype).toEqualTypeOf<unknown>()
  expectTypeOf(title).toEqualTypeOf<unknown>()
  // @ts-expect-error unknown is no string
  dashboard.length
})

test('wrong uses do not compile', () => {
  // @ts-expect-error may be absent
  claims.context.jira
  // @ts-expect-error may be absent
  claims.sub.length
  // @ts-expect-error a token is a string
  decodeContextToken({ token: '' })
})
