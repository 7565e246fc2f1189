// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import { origin } from '../support/backend.js'
import { instantSource } from '../support/source.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const url = `${origin}/notes`

/** A context fetch over a transport that keeps what it was given, and answers with these statuses. */
function setUp(...statuses: number[]) {
  const source = instantSource()
  const transport = vi.fn<typeof globalThis.fetch>(
    async () => new Response(null, { status: statuses.shift() ?? 200 }),
  )
  const fetch = createContextFetch(createTokenCache(source), { baseUrl: origin, fetch: transport })
  const sent = () => transport.mock.calls.map(([input, init]) => ({ input, init }))
  const hasToken = () => sent().map(call => headersOf(call).has('authorization'))
  return { fetch, source, transport, sent, hasToken }
}

/** The headers of a call, in either of its forms. */
const headersOf = ({ input, init }: { input: unknown; init: RequestInit | undefined }): Headers =>
  input instanceof Request ? input.headers : new Headers(init?.headers)

describe('context fetch: arguments', () => {
  test('F1: no argument at all is handed on as none, for the platform to throw at', async () => {
    const { fetch, source, transport } = setUp()
    await Reflect.apply(fetch, undefined, [])
    expect(transport.mock.calls).toEqual([[]])
    expect(source.reasons).toEqual([])
  })

  test.each([5, 'POST', true])('F1: an init that is none, %j, is handed on as it is', async init => {
    const { fetch, source, transport } = setUp()
    await Reflect.apply(fetch, undefined, ['/notes', init])
    expect(transport.mock.calls).toEqual([['/notes', init]])
    expect(source.reasons).toEqual([])
  })

  test('F1: null is an init with nothing in it', async () => {
    const { fetch, hasToken } = setUp()
    await Reflect.apply(fetch, undefined, ['/notes', null])
    expect(hasToken()).toEqual([true])
  })

  test('F1: what an init inherits counts too, getters included, and each member is read once', async () => {
    class Init {
      reads: string[] = []
      get method() {
        this.reads.push('method')
        return 'PUT'
      }
    }
    const given = Object.assign(Object.create(new Init()), { cache: 'no-store', x: 1 })
    Object.defineProperty(given, 'redirect', {
      enumerable: true,
      get() {
        given.reads.push('redirect')
        return 'manual'
      },
    })
    const { fetch, sent } = setUp()
    await fetch('/notes', given)
    expect(sent()).toMatchObject([{ init: { method: 'PUT', cache: 'no-store', redirect: 'manual', x: 1 } }])
    expect(given.reads.sort()).toEqual(['method', 'redirect'])
  })

  test('F1: any member of init resets the referrer and its policy, as with the platform', async () => {
    const { fetch, sent } = setUp()
    const request = new Request(url, { referrerPolicy: 'no-referrer' })
    const given: RequestInit = { method: 'PUT' }
    await fetch(request, given)
    const asSent = sent()[0]?.input as Request
    expect(asSent.referrerPolicy).toBe(new Request(request, given).referrerPolicy)
    expect(asSent.referrerPolicy).not.toBe(request.referrerPolicy)
  })

  test('F4: a Request with its own authorization and no init goes on as it came', async () => {
    const { fetch, transport } = setUp()
    const request = new Request(url, { headers: { authorization: 'Basic x' } })
    await fetch(request)
    expect(transport.mock.calls).toEqual([[request]])
    expect(transport.mock.lastCall?.[0]).toBe(request)
  })

  test('F1: a request in mode no-cors can carry no authorization, and takes no token', async () => {
    const { fetch, source, hasToken } = setUp()
    const request = new Request(url, { mode: 'no-cors' })
    await fetch('/notes', { mode: 'no-cors' })
    await fetch(request)
    await fetch(request, { credentials: 'omit' })
    expect([hasToken(), source.reasons]).toEqual([[false, false, false], []])
    await fetch(request, { mode: 'cors' })
    expect(hasToken().at(-1)).toBe(true)
  })
})

describe('context fetch: which body is sent', () => {
  test('F1: a Request that was sent already takes no token: the platform refuses it', async () => {
    const { fetch, source, sent } = setUp()
    const request = new Request(url, { method: 'POST', body: 'text' })
    await request.text()
    await fetch(request)
    expect(sent()[0]?.input).toBe(request)
    expect(source.reasons).toEqual([])
  })

  test('F8: with another body in init it can be sent once more', async () => {
    const { fetch, hasToken } = setUp()
    const request = new Request(url, { method: 'POST', body: 'text' })
    await request.text()
    await fetch(request, { body: 'another' })
    expect(hasToken()).toEqual([true])
  })

  test('F8: a Request without a body is not cloned for the retry', async () => {
    const clone = vi.spyOn(Request.prototype, 'clone')
    const { fetch, hasToken } = setUp(401)
    await fetch(new Request(url, { method: 'POST' }))
    expect([hasToken(), clone.mock.calls]).toEqual([[true, true], []])
  })

  /** As in engines that do not tell the body of a Request. */
  const untold = () =>
    vi.spyOn(Request.prototype, 'body', 'get').mockReturnValue(undefined as unknown as null)

  test.each(['GET', 'HEAD'])('F8: where no engine tells the body, %s has none', async method => {
    untold()
    const clone = vi.spyOn(Request.prototype, 'clone')
    const { fetch, hasToken } = setUp(401)
    await fetch(new Request(url, { method }))
    expect([hasToken(), clone.mock.calls]).toEqual([[true, true], []])
  })

  test.each(['POST', 'FORGET', 'HEADLINE'])('F8: where no engine tells it, %s may have one', async method => {
    untold()
    const { fetch, sent } = setUp(401)
    await fetch(new Request(url, { method, body: 'text' }))
    const bodies = await Promise.all(sent().map(({ input }) => (input as Request).text()))
    expect(bodies).toEqual(['text', 'text'])
  })

  test.each<[string, unknown]>([
    ['a stream of an engine that cannot iterate it', { getReader() {} }],
    ['an async iterable', (async function* () {})()],
  ])('F8: %s is sent once', async (_, body) => {
    const { fetch, sent } = setUp(401)
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit // not all engines take it
    expect((await fetch('/notes', init)).status).toBe(401)
    expect(sent()).toHaveLength(1)
  })
})
