// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextClient } from '../../../../src/client/context-client.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import type { ContextFetchOptions, Fetch } from '../../../../src/fetch/types.js'
import { createFakeToken, type FakeClaims } from '../../../../src/testing/index.js'
import { origin } from '../support/backend.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { instantSource } from '../support/source.js'

useFakeClock()

type Answer = (path: string, authorization: string) => number | Response

/** A context fetch over a backend that answers as it is told; it counts what arrives. */
function setUp(answer: Answer, options: ContextFetchOptions = {}, claims: FakeClaims[] = []) {
  const source = instantSource(() => createFakeToken(claims.shift() ?? {}))
  const tokens = createTokenCache(source)
  const sent: string[] = []
  const transport: Fetch = async (input, init) => {
    const request = new Request(input, init)
    const authorization = request.headers.get('authorization') ?? ''
    sent.push(authorization)
    const answered = answer(new URL(request.url).pathname, authorization)
    return typeof answered === 'number' ? new Response(null, { status: answered }) : answered
  }
  const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport, ...options })
  const calls = () => source.reasons.length
  return { fetch, tokens, source, sent, calls, events: recordEvents(tokens) }
}

describe('context fetch: what answers say about the token', () => {
  test('F7: a backend that answers 401 and 502 by turns costs a handful of calls: 502 accepts nothing', async () => {
    let count = 0
    const { fetch, calls } = setUp(() => (count++ % 2 ? 502 : 401))
    for (let request = 0; request < 100; request++) await fetch('/notes')
    expect(calls()).toBeLessThanOrEqual(5)
  })

  test('F7: a route that always says 401 costs one refresh in 10 s, and no other route any', async () => {
    const { fetch, calls, events } = setUp(path => (path === '/legacy' ? 401 : 200))
    for (let second = 0; second < 22; second++) {
      const [legacy, api] = await Promise.all([fetch('/legacy'), fetch('/api')])
      expect([legacy.status, api.status]).toEqual([401, 200])
      vi.advanceTimersByTime(1000)
    }
    expect(calls()).toBe(1 + 3)
    expect(events.rejected.filter(({ retried }) => retried)).toHaveLength(3)
  })

  test('F7: where another URL had accepted the rejected token, only the URL that rejects pauses', async () => {
    const revoked = new Set<string>()
    const { fetch, source, sent, calls } = setUp((path, authorization) =>
      path === '/legacy' || revoked.has(authorization) ? 401 : 200,
    )
    await fetch('/api')
    await fetch('/legacy') // Rejects two tokens in a row. The second one nobody has accepted yet.
    await fetch('/api')
    vi.advanceTimersByTime(10_000)
    await fetch('/legacy') // Rejects the second, which /api has accepted, and a third one.
    await fetch('/api')
    vi.advanceTimersByTime(5000)
    revoked.add(`JWT ${source.tokens.at(-1)}`)
    sent.length = 0
    expect([(await fetch('/legacy')).status, sent.length]).toEqual([401, 1])
    vi.advanceTimersByTime(5000)
    expect([(await fetch('/api')).status, calls()]).toEqual([200, 4])
  })

  test('F7: the query makes no other URL of it', async () => {
    const { fetch, calls } = setUp(path => (path === '/legacy' ? 401 : 200))
    for (let request = 0; request < 20; request++) {
      await fetch(`/legacy?request=${request}`)
      await fetch('/api')
    }
    expect(calls()).toBe(2)
  })

  test('F7: an answer below 500 of the own origin lets the next rejection be refreshed at once', async () => {
    const refused = new Set<string>()
    const { fetch, source, calls } = setUp((_, authorization) => (refused.has(authorization) ? 401 : 404))
    for (let time = 0; time < 5; time++) {
      await fetch('/notes')
      refused.add(`JWT ${source.tokens.at(-1)}`)
    }
    await fetch('/notes')
    expect(calls()).toBe(6)
  })

  test('F3: an answer of another origin accepts nothing and rejects nothing, redirected or not', async () => {
    const from = (url: string, status: number) =>
      Object.defineProperty(new Response(null, { status }), 'url', { value: url })
    const { fetch, calls, events } = setUp(() => from('https://elsewhere.test/', 401))
    expect((await fetch('/notes')).status).toBe(401)
    expect([calls(), events.rejected]).toEqual([1, []])
  })

  test('F7, C8: events steer nothing: a listener that stops propagation leaves 2 calls and 51 sends', async () => {
    const source = instantSource()
    const tokens = createTokenCache(source)
    tokens.addEventListener('refresh', event => event.stopImmediatePropagation())
    let sends = 0
    const transport: Fetch = async () => {
      sends++
      return new Response(null, { status: 401 })
    }
    const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport })
    for (let request = 0; request < 50; request++) await fetch('/notes')
    expect([source.reasons, sends]).toEqual([['initial', 'rejected'], 51])
  })

  test.each(['refresh', 'rejected', 'refresherror'])(
    'T10: a %s that somebody else dispatches changes nothing',
    async type => {
      const { fetch, tokens, calls } = setUp(() => 200)
      await fetch('/notes')
      tokens.dispatchEvent(new CustomEvent(type, { detail: { reason: 'rejected', url: '', status: 401 } }))
      await fetch('/notes')
      expect(calls()).toBe(1)
    },
  )

  test('F5, T13: a request is not repeated as somebody else; the 401 is the caller’s', async () => {
    const { fetch, sent, events } = setUp(() => (sent.length === 1 ? 401 : 200), {}, [
      { sub: 'a' },
      { sub: 'b' },
    ])
    const response = await fetch('/notes', { method: 'POST', body: 'text' })
    expect([response.status, sent.length]).toEqual([401, 1])
    expect(events.rejected).toEqual([{ url: `${origin}/notes`, status: 401, retried: false }])
    expect(events.identitychange).toEqual([{ claims: ['sub'] }])
    expect((await fetch('/notes')).status).toBe(200)
  })

  test('T15: a token that one route rejects serves the others when no other can be had', async () => {
    const source = instantSource(() => {
      if (source.reasons.length > 1) throw 'the bridge is down'
      return createFakeToken()
    })
    const tokens = createTokenCache(source)
    const events = recordEvents(tokens)
    const transport: Fetch = async input =>
      new Response(null, { status: `${input}`.includes('legacy') ? 401 : 200 })
    const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport })
    const [legacy, api] = await Promise.all([fetch('/legacy'), fetch('/api')])
    expect([legacy.status, api.status, (await fetch('/api')).status]).toEqual([401, 200, 200])
    expect([events.refresherror.length, events.rejected]).toEqual([
      1,
      [{ url: `${origin}/legacy`, status: 401, retried: false }],
    ])
  })

  test('T15: a verdict that comes while the token is refreshed for another reason does not lose it', async () => {
    let isHanging = false
    let release = () => {}
    const tokens = createTokenCache(() =>
      isHanging
        ? new Promise((_, reject) => {
            release = () => reject('no')
          })
        : createFakeToken(),
    )
    const transport: Fetch = async input =>
      new Response(null, { status: `${input}`.includes('legacy') ? 401 : 200 })
    const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport })
    await fetch('/api')
    isHanging = true
    const forced = tokens.refresh().catch(() => 'failed')
    const legacy = fetch('/legacy')
    await vi.advanceTimersByTimeAsync(0)
    const api = fetch('/api')
    release()
    expect([await forced, (await legacy).status, (await api).status]).toEqual(['failed', 401, 200])
  })

  test('F10, T10: a caller that leaves during the refresh gets its reason, and the rejection is told once', async () => {
    const controller = new AbortController()
    const source = vi.fn<() => string | Promise<string>>(() => createFakeToken())
    const tokens = createTokenCache(source)
    const events = recordEvents(tokens)
    const transport: Fetch = async () => new Response('no', { status: 401 })
    const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: transport })
    await tokens.get()
    source.mockReturnValue(new Promise(() => {}))
    const asked = fetch('/notes', { signal: controller.signal }).catch(reason => reason)
    await vi.advanceTimersByTimeAsync(0)
    controller.abort('gone')
    expect(await asked).toBe('gone')
    expect(events.rejected).toEqual([{ url: `${origin}/notes`, status: 401, retried: false }])
    tokens.dispose()
  })
})

describe('context fetch: isRejected', () => {
  test('F15: a promise of true or false is heeded, a clone’s body can be read', async () => {
    const bodies = ['expired', 'fine']
    const { fetch, sent, calls } = setUp(() => new Response(bodies.shift(), { status: 403 }), {
      isRejected: async response => (await response.clone().text()) === 'expired',
    })
    const response = await fetch('/notes', { method: 'POST', body: 'text' })
    expect([await response.text(), sent.length, calls()]).toEqual(['fine', 2, 2])
  })

  test('F15: an async function that says no sends nothing twice and drops no token', async () => {
    const { fetch, sent, tokens, calls } = setUp(() => 200, {
      isRejected: async ({ status }) => status === 401,
    })
    await fetch('/notes', { method: 'POST' })
    expect([sent.length, calls(), tokens.peek() !== undefined]).toEqual([1, 1, true])
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 1],
    ['a promise of nothing', Promise.resolve()],
  ])('F15: %s is no verdict: TypeError, the body is cancelled, the token stays', async (_, verdict) => {
    const cancel = vi.fn()
    const { fetch, tokens, calls } = setUp(() => new Response(new ReadableStream({ cancel })), {
      isRejected: () => verdict as boolean,
    })
    await expect(fetch('/notes')).rejects.toThrow(/^isRejected: expected .*a boolean, or a promise of one/)
    expect([cancel.mock.calls.length, calls(), tokens.peek() !== undefined]).toEqual([1, 1, true])
  })

  test.each<[string, () => boolean | Promise<boolean>]>([
    [
      'throws',
      () => {
        throw new RangeError('mine')
      },
    ],
    ['rejects', () => Promise.reject(new RangeError('mine'))],
  ])(
    'F15: what it %s with rejects the call, the body is cancelled, the token stays',
    async (_, isRejected) => {
      const cancel = vi.fn()
      const { fetch, tokens } = setUp(() => new Response(new ReadableStream({ cancel })), { isRejected })
      await expect(fetch('/notes')).rejects.toThrow(new RangeError('mine'))
      expect([cancel.mock.calls.length, tokens.peek() !== undefined]).toEqual([1, true])
    },
  )

  test('F9: a body that is no web stream is left alone', async () => {
    const answers = [
      { status: 401, body: { pipe() {} } },
      { status: 200, body: null },
    ]
    const tokens = createTokenCache(instantSource())
    const transport = (async () => answers.shift()) as unknown as Fetch // as node-fetch answers
    expect(await createContextFetch(tokens, { baseUrl: origin, fetch: transport })('/notes')).toMatchObject({
      status: 200,
    })
  })
})

describe('context fetch: which requests take the token', () => {
  test('F14: takesToken says no: the request leaves untouched, with no call of the source', async () => {
    const seen: unknown[] = []
    const { fetch, sent, calls, events } = setUp(() => 200, {
      takesToken: ({ url, method }) => {
        seen.push([url.href, method])
        url.host = 'evil.test' // It is a copy.
        return url.pathname !== '/public'
      },
    })
    await fetch('/public?secret=1', { method: 'post', body: 'text' })
    await fetch(new Request(`${origin}/public`))
    expect([sent, calls()]).toEqual([['', ''], 0])
    expect(seen).toEqual([
      [`${origin}/public?secret=1`, 'POST'],
      [`${origin}/public`, 'GET'],
    ])
    expect(events.untouched).toEqual(Array(2).fill({ url: `${origin}/public`, reason: 'option' }))
    await fetch('/api')
    expect(sent[2]).toMatch(/^JWT /)
  })

  test.each<[string, () => unknown, RegExp]>([
    [
      'throws',
      () => {
        throw new RangeError('mine')
      },
      /^mine$/,
    ],
    ['returns no boolean', () => 'yes', /^takesToken: expected .*a boolean, got string/],
    ['returns a promise', async () => true, /^takesToken: expected .*a boolean, got object/],
  ])('F14: a takesToken that %s rejects the call, and nothing is sent', async (_, takesToken, message) => {
    const { fetch, sent, calls } = setUp(() => 200, { takesToken: takesToken as () => boolean })
    await expect(fetch('/notes')).rejects.toThrow(message)
    expect([sent, calls()]).toEqual([[], 0])
  })

  test('F14: it is asked once, also where the request is sent again; and not about other origins', async () => {
    const takesToken = vi.fn(() => true)
    const { fetch, sent } = setUp(() => (sent.length === 1 ? 401 : 200), { takesToken })
    await fetch('/notes')
    await fetch('https://elsewhere.test/')
    await fetch('/notes', { headers: { authorization: 'Basic x' } })
    expect(takesToken).toHaveBeenCalledOnce()
  })

  test('F16: untouched tells why a request went without the token', async () => {
    const { fetch, events } = setUp(() => 200, { takesToken: ({ url }) => url.pathname !== '/no' })
    const used = new Request(`${origin}/used`, { method: 'POST', body: 'text' })
    await used.text()
    await fetch('https://user:secret@elsewhere.test/path?jwt=secret#secret').catch(() => {})
    await fetch('data:text/plain,secret')
    await fetch('/own', { headers: { Authorization: 'Basic x' } })
    await fetch('/opaque', { mode: 'no-cors' })
    await fetch(used).catch(() => {})
    await fetch('/no')
    await fetch('/yes')
    expect(events.untouched).toEqual([
      { url: 'https://elsewhere.test/path', reason: 'origin' },
      { url: 'data:', reason: 'origin' },
      { url: `${origin}/own`, reason: 'authorization' },
      { url: `${origin}/opaque`, reason: 'no-cors' },
      { url: `${origin}/used`, reason: 'used' },
      { url: `${origin}/no`, reason: 'option' },
    ])
  })

  test('F16: where several reasons hold, the first of them is told', async () => {
    const { fetch, events } = setUp(() => 200, { takesToken: () => false })
    await fetch('/both', { mode: 'no-cors', headers: { Authorization: 'Basic x' } })
    await fetch('https://elsewhere.test/', { mode: 'no-cors', headers: { Authorization: 'Basic x' } })
    await fetch('/opaque', { mode: 'no-cors' })
    expect(events.untouched.map(({ reason }) => reason)).toEqual(['authorization', 'origin', 'no-cors'])
  })

  test('F16: where nobody listens no event is made', async () => {
    const tokens = createTokenCache(instantSource())
    const dispatch = vi.spyOn(tokens, 'dispatchEvent')
    await createContextFetch(tokens, { baseUrl: origin, fetch: async () => new Response() })(
      'https://elsewhere.test/',
    )
    expect(dispatch).not.toHaveBeenCalled()
  })
})

describe('context fetch: requests of the token source', () => {
  /** A client whose source sends a request through the client itself. */
  function setUpSource(
    ask: (client: ReturnType<typeof createContextClient>, signal: AbortSignal) => Promise<Response>,
  ) {
    const sent: [string, boolean][] = []
    const transport: Fetch = async (input, init) => {
      const request = new Request(input, init)
      sent.push([new URL(request.url).pathname, request.headers.has('authorization')])
      return new Response(createFakeToken())
    }
    const client = createContextClient({
      baseUrl: origin,
      fetch: transport,
      getToken: async ({ signal }) => (await ask(client, signal)).text(),
    })
    return { client, sent, events: recordEvents(client) }
  }

  test.each<
    [string, (client: ReturnType<typeof createContextClient>, signal: AbortSignal) => Promise<Response>]
  >([
    ['before its first await', client => client.fetch('/session', { method: 'POST' })],
    [
      'with its signal',
      async (client, signal) => {
        await undefined
        return client.fetch('/session', { method: 'POST', signal })
      },
    ],
  ])('S7: a request that it makes %s passes untouched, and it does not wait for itself', async (_, ask) => {
    const { client, sent, events } = setUpSource(ask)
    await client.fetch('/notes')
    expect(sent).toEqual([
      ['/session', false],
      ['/notes', true],
    ])
    expect(events.untouched).toEqual([{ url: `${origin}/session`, reason: 'source' }])
    client.dispose()
  })

  test('S7, F16: one to another origin goes without the token for this reason first', async () => {
    const { client, events } = setUpSource(async (client, signal) => {
      await undefined
      return client.fetch('https://elsewhere.test/session', { signal })
    })
    await client.fetch('/notes')
    await client.fetch('https://elsewhere.test/notes')
    expect(events.untouched).toEqual([
      { url: 'https://elsewhere.test/session', reason: 'source' },
      { url: 'https://elsewhere.test/notes', reason: 'origin' },
    ])
    client.dispose()
  })

  test('S7: so does one through client.http, before the first await of the source', async () => {
    const { client, sent, events } = setUpSource((client, signal) => client.http.post('session', { signal }))
    const notes = client.fetch('/notes')
    await vi.advanceTimersByTimeAsync(10)
    expect([(await notes).status, sent]).toEqual([
      200,
      [
        ['/session', false],
        ['/notes', true],
      ],
    ])
    expect(events.untouched).toEqual([{ url: `${origin}/session`, reason: 'source' }])
    client.dispose()
  })

  test('S7: another client adds its own token', async () => {
    const other = createContextClient({
      baseUrl: origin,
      getToken: () => createFakeToken(),
      fetch: async (input, init) =>
        new Response(
          createFakeToken({ sub: new Request(input, init).headers.get('authorization')?.slice(0, 3) }),
        ),
    })
    const client = createContextClient({
      getToken: async ({ signal }) => (await other.fetch('/session', { signal })).text(),
    })
    expect((await client.getClaims()).sub).toBe('JWT')
  })

  test('S7: what cannot be told apart ends in timeout, and the message names the cause', async () => {
    const { client } = setUpSource(async (client, signal) => {
      await undefined
      return client.fetch(new Request(`${origin}/session`, { signal }))
    })
    const failed = client.fetch('/notes').catch(error => error)
    await vi.advanceTimersByTimeAsync(8000)
    expect(await failed).toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/waits for its token.*signal/),
    })
  })
})
