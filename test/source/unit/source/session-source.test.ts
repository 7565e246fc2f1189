// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createContextClient, sessionTokenSource, type TokenRequest } from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { rejection } from '../support/source.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

const url = 'https://app.example.com/session'

/** A source whose exchange answers one after the other; it records what was asked of both. */
function setUp(
  answers: (Response | string)[],
  options: Partial<Parameters<typeof sessionTokenSource>[0]> = {},
) {
  const sent: [string, RequestInit][] = []
  const reasons: string[] = []
  const proofs: string[] = []
  const source = sessionTokenSource({
    url,
    proof: ({ reason }) => {
      reasons.push(reason)
      const proof = createFakeToken()
      proofs.push(proof)
      return proof
    },
    fetch: async (input, init) => {
      sent.push([input, init])
      const answer = answers.shift() ?? ''
      return typeof answer === 'string' ? new Response(answer) : answer
    },
    ...options,
  })
  const ask = async (request: Partial<TokenRequest> = {}) =>
    source({ reason: 'initial', signal: new AbortController().signal, ...request })
  return { ask, sent, reasons, proofs }
}

const session = createFakeToken({ sub: 'session' })

describe('sessionTokenSource()', () => {
  test('S8: exchanges a proof for a token of the backend', async () => {
    const { ask, sent, proofs } = setUp([session])
    const { signal } = new AbortController()
    expect(await ask({ signal })).toBe(session)
    expect(sent).toMatchObject([
      [
        url,
        {
          method: 'POST',
          headers: { Authorization: `JWT ${proofs[0]}` },
          signal,
          credentials: 'same-origin',
        },
      ],
    ])
  })

  test.each<[string, string | Response]>([
    ['text', session],
    ['text with a line end', `${session}\n`],
    ['a JSON object', Response.json({ token: session, expires: 1 })],
  ])('S8: the answer may be %s', async (_, answer) => {
    expect(await setUp([answer]).ask()).toBe(session)
  })

  test.each<[string, string, string]>([
    ['HTML', '<!doctype html><title>Log in</title>', 'malformed-token'],
    ['nothing', '', 'source-error'],
    ['JSON without a token', '{"jwt":"x"}', 'source-error'],
    ['JSON whose token is no string', '{"token":5}', 'source-error'],
    ['broken JSON', '{"token":', 'source-error'],
  ])(
    'S8: %s is no token: an error that says what was expected, and quotes nothing',
    async (_, answer, code) => {
      const error = (await rejection(setUp([answer]).ask())) as Error
      expect(error).toMatchObject({
        code,
        message: expect.stringMatching(/session endpoint.*as text or as \{ "token"/),
      })
      expect(error).not.toHaveProperty('cause')
      expect(error.message).not.toContain('Log in')
    },
  )

  test('S8: a status that is not 2xx is a source-error with the status, and no body', async () => {
    const error = await rejection(setUp([new Response('secret', { status: 503 })]).ask())
    expect(error).toMatchObject({ code: 'source-error', message: expect.stringContaining('503') })
    expect((error as Error).message).not.toContain('secret')
  })

  test('S8: a 401 asks the proof once more with the reason rejected, and only once', async () => {
    const once = setUp([new Response(null, { status: 401 }), session])
    expect(await once.ask()).toBe(session)
    expect([once.reasons, new Set(once.proofs).size]).toEqual([['initial', 'rejected'], 2])
    const twice = setUp([new Response(null, { status: 401 }), new Response(null, { status: 401 })])
    expect(await rejection(twice.ask())).toMatchObject({ message: expect.stringContaining('401') })
    expect(twice.sent).toHaveLength(2)
  })

  test('S8: proof: null sends none, and its 401 is final', async () => {
    const { ask, sent } = setUp([new Response(null, { status: 401 })], { proof: null })
    await rejection(ask())
    expect([sent.length, sent[0]?.[1].headers]).toEqual([1, { Accept: 'application/json, text/plain' }])
  })

  test('S8: initial answers the first call alone', async () => {
    const initial = createFakeToken({ sub: 'initial' })
    const { ask, sent } = setUp([session], { initial })
    expect([await ask(), sent.length]).toEqual([initial, 0])
    expect(await ask({ reason: 'stale' })).toBe(session)
  })

  test('S8: an initial that does not tell when it expires is used', async () => {
    const initial = createFakeToken({ exp: undefined })
    expect(await setUp([session], { initial }).ask()).toBe(initial)
  })

  test('S8: an initial is used until it expires, and not at that moment', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    const initial = createFakeToken({ iat: 1_699_999_000, exp: 1_700_000_000 })
    expect(await setUp([session], { initial }).ask()).toBe(session)
    vi.setSystemTime(1_699_999_999_999)
    expect(await setUp([session], { initial }).ask()).toBe(initial)
    vi.useRealTimers()
  })

  test('S8: a token on Object.prototype is no member of the answer', async () => {
    Object.defineProperty(Object.prototype, 'token', { value: session, configurable: true })
    const asked = rejection(setUp(['{}']).ask())
    const error = await asked.finally(() => Reflect.deleteProperty(Object.prototype, 'token'))
    expect(error).toMatchObject({ code: 'source-error' })
  })

  test('S8: without a fetch of its own it is the platform’s, looked up at the call', async () => {
    const source = sessionTokenSource({ url, proof: null })
    const platform = vi.fn(async () => new Response(session))
    vi.stubGlobal('fetch', platform)
    expect(await source({ reason: 'initial', signal: new AbortController().signal })).toBe(session)
    expect(platform).toHaveBeenCalledWith(url, expect.objectContaining({ method: 'POST' }))
  })

  test.each<[string, string, Partial<TokenRequest>]>([
    ['has expired', createFakeToken({ exp: 1 }), {}],
    ['was rejected', createFakeToken(), { reason: 'rejected' }],
    ['is no token', '{{ token }}', {}],
  ])('S8: an initial that %s is not used', async (_, initial, request) => {
    expect(await setUp([session], { initial }).ask(request)).toBe(session)
  })

  test('S8: scheme and method are as given', async () => {
    const { ask, sent, proofs } = setUp([session, session], { scheme: '', method: 'PUT' })
    await ask()
    expect(sent[0]?.[1]).toMatchObject({ method: 'PUT', headers: { Authorization: proofs[0] } })
  })

  test.each([
    'http://app.example.com/session',
    'ftp://app.example.com/',
    'https://user@app.example.com/',
    'blob:https://app.example.com/1',
    5,
  ])('S8: a url of %s is a TypeError at creation', given => {
    expect(() => sessionTokenSource({ url: given as string })).toThrow(/^url: expected/)
  })

  test('S8: a relative url resolves against the page at each call, and without a page nothing is sent', async () => {
    const { ask, sent } = setUp([session], { url: '/session' })
    await expect(ask()).rejects.toThrow(/^url: expected.*needs a page/)
    vi.stubGlobal('document', { baseURI: 'https://app.example.com/page/' })
    expect([await ask(), sent.length]).toEqual([session, 1])
    expect(sent[0]?.[0]).toBe('https://app.example.com/session')
  })

  test.each<[string, object]>([
    ['proof: expected a function, got string', { proof: 'token' }],
    ['initial: expected a string, got number', { initial: 5 }],
    ['scheme: expected a string, got null', { scheme: null }],
    ['fetch: expected a function, got object', { fetch: {} }],
    ['method: expected a string, got number', { method: 1 }],
  ])('S8: a wrong option is a TypeError that names it: %s', (message, options) => {
    expect(() => sessionTokenSource({ url, ...options })).toThrow(new TypeError(message))
  })

  test('S8, S7: its request passes the installed client untouched, and heeds the signal', async () => {
    const sent: (string | null)[] = []
    const client = createContextClient({
      baseUrl: 'https://app.example.com',
      prefetch: false,
      scheme: 'Bearer',
      fetch: async (input, init) => {
        sent.push(new Request(input, init).headers.get('authorization'))
        return new Response(session)
      },
      getToken: sessionTokenSource({
        url,
        proof: () => createFakeToken(),
        fetch: (input, init) => client.fetch(input, init),
      }),
    })
    await client.fetch('/notes')
    expect(sent).toEqual([expect.stringMatching(/^JWT /), `Bearer ${session}`])
  })

  test('S8: an exchange that hangs is a timeout that names the session endpoint', async () => {
    vi.useFakeTimers()
    const client = createContextClient({
      prefetch: false,
      getToken: sessionTokenSource({
        url,
        proof: null,
        fetch: (_, { signal }) =>
          new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      }),
    })
    const asked = rejection(client.getToken())
    await vi.advanceTimersByTimeAsync(8000)
    expect(await asked).toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(
        /session endpoint.*can be reached, and that what proves the user answers/,
      ),
    })
    vi.useRealTimers()
  })
})
