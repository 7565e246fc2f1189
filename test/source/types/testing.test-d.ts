import { expectTypeOf, test } from 'vitest'
import {
  apTokenSource,
  type ContextClaims,
  type ContextTokenContext,
  createContextClient,
} from '../../../src/index.js'
import {
  createFakeAP,
  createFakeBackend,
  createFakeToken,
  type FakeAP,
  type FakeBackend,
  type FakeRoute,
  type RecordedRequest,
} from '../../../src/testing/index.js'

const ap = createFakeAP()
const backend = createFakeBackend({ ap })

test('K1: both forms of the bridge, the callback form returns nothing', () => {
  expectTypeOf(ap).toEqualTypeOf<FakeAP>()
  expectTypeOf(ap.context.getToken()).toEqualTypeOf<Promise<string>>()
  expectTypeOf(
    ap.context.getToken(token => expectTypeOf(token).toEqualTypeOf<string | undefined>()),
  ).toEqualTypeOf<void>()
  expectTypeOf(ap.context.getContext()).toEqualTypeOf<Promise<ContextTokenContext>>()
  expectTypeOf(ap.install()).toEqualTypeOf<() => void>()
  ap.install({})
  createFakeAP({ lifetime: 60_000, latency: 5, form: 'callback-only', claims: { sub: undefined } })
  // @ts-expect-error no such form
  createFakeAP({ form: 'both' })
  // @ts-expect-error no such option
  createFakeAP({ secret: 'shared' })
  // @ts-expect-error `iss` is a string
  createFakeAP({ claims: { iss: 5 } })
})

test('K3: failures by name, what happened to assert on', () => {
  ap.failNext('reject')
  ap.failNext('same-token', 5)
  expectTypeOf(ap.calls).toEqualTypeOf<number>()
  expectTypeOf(ap.issued).toEqualTypeOf<readonly string[]>()
  // @ts-expect-error no such failure
  ap.failNext('explode')
  // @ts-expect-error readonly
  ap.calls = 0
  // @ts-expect-error readonly
  ap.issued.push('token')
})

test('tokens with any claims', () => {
  expectTypeOf(createFakeToken()).toEqualTypeOf<string>()
  createFakeToken({ sub: undefined, context: { jira: { issue: { key: 'DEMO-1' } } }, own: 1 })
  // @ts-expect-error seconds, as in a JWT
  createFakeToken({ exp: new Date() })
  // @ts-expect-error claims are an object
  createFakeToken('sub')
})

test('K4: routes, requests, a fetch that the client takes', () => {
  expectTypeOf(backend).toEqualTypeOf<FakeBackend>()
  expectTypeOf(backend.fetch).toEqualTypeOf<typeof globalThis.fetch>()
  expectTypeOf(backend.requests).toEqualTypeOf<readonly RecordedRequest[]>()
  expectTypeOf<RecordedRequest['body']>().toEqualTypeOf<Uint8Array>()
  expectTypeOf<RecordedRequest['status']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<FakeRoute>().parameters.toEqualTypeOf<[request: Request, claims: ContextClaims]>()
  createContextClient({ getToken: apTokenSource(), fetch: backend.fetch })
  createFakeBackend({ routes: { 'GET /api/notes': async (_, { sub }) => Response.json([sub]) } })
  createFakeBackend({ ap: { issued: [] }, scheme: '' })
  // @ts-expect-error a route answers
  createFakeBackend({ routes: { 'GET /api/notes': () => [] } })
  // @ts-expect-error a bridge has issued tokens
  createFakeBackend({ ap: {} })
  // @ts-expect-error readonly
  backend.requests.length = 0
})
