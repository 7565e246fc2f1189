import { afterEach, describe, expect, test, vi } from 'vitest'
import { createContextClient } from '../../../../src/client/context-client.js'
import {
  createFakeAP,
  createFakeBackend,
  createFakeToken,
  type FakeBackend,
  type FakeBackendOptions,
} from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { rejection } from '../support/source.js'

/** Tokens whose payload is JSON, and no object. */
const notClaims = ['[]', 'null', '7', '"text"'].map(json => `a.${btoa(json)}.c`)
const url = 'https://app.example.com/api/notes'
const foreign = 'Zoë\n???>>>'
const welcome = () => new Response('welcome')
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
})

async function setUp(options: FakeBackendOptions = {}) {
  const ap = createFakeAP()
  const backend = createFakeBackend({ ap, routes: { '*': welcome }, ...options })
  return { ap, backend, token: await ap.context.getToken() }
}

const send = ({ fetch }: FakeBackend, authorization?: string) =>
  fetch(url, authorization === undefined ? {} : { headers: { authorization } })

describe('fake backend: who is let in', () => {
  test('K4: a token of the bridge is', async () => {
    const { backend, token } = await setUp()
    const response = await send(backend, `JWT ${token}`)
    expect(response.status).toBe(200)
    expect(response.url).toBe(url)
    expect(await response.text()).toBe('welcome')
  })

  test.each<[string, (token: string) => string | undefined]>([
    ['no header', () => undefined],
    ['Bearer', token => `Bearer ${token}`],
    ['a lower-case prefix', token => `jwt ${token}`],
    ['a bare token', token => token],
    ['a prefix without its space', token => `JWT${token}`],
    ['nothing behind the prefix', () => 'JWT '],
  ])('K4: %s is a missing token: the prefix is exactly "JWT "', async (_, authorization) => {
    const { backend, token } = await setUp()
    const response = await send(backend, authorization(token))
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('Could not find authentication data on request')
  })

  test('K4: an expired one is not, to the second and with no leeway', async () => {
    const { backend, token } = await setUp()
    await vi.advanceTimersByTimeAsync(899_999)
    expect((await send(backend, `JWT ${token}`)).status).toBe(200)
    await vi.advanceTimersByTimeAsync(1)
    const response = await send(backend, `JWT ${token}`)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('Authentication request has expired. Try reloading the page.')
  })

  test('K4: a revoked one is not, others are', async () => {
    const { ap, backend, token } = await setUp()
    backend.revoke(token)
    const response = await send(backend, `JWT ${token}`)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('The token was revoked')
    expect((await send(backend, `JWT ${await ap.context.getToken()}`)).status).toBe(200)
  })

  test('K4: one that the bridge did not issue is not; without a bridge every well-formed one is', async () => {
    const { backend } = await setUp()
    const unknown = `JWT ${createFakeToken()}`
    const response = await send(backend, unknown)
    expect(response.status).toBe(401)
    expect(await response.text()).toMatch(/issued no such token/)
    expect((await send(createFakeBackend({ routes: { '*': welcome } }), unknown)).status).toBe(200)
  })

  test.each(['a.b', 'a.b.c', ...notClaims, 'a.e30.c.d', 'undefined'])('K4: %s is malformed', async token => {
    const response = await send(createFakeBackend({ routes: { '*': welcome } }), `JWT ${token}`)
    expect(response.status).toBe(401)
    expect(await response.text()).toMatch(/^Invalid JWT: /)
  })

  test.each([undefined, null, '4102444800', {}])('K4: a token whose exp is %j is rejected', async exp => {
    const claims = Buffer.from(JSON.stringify({ exp })).toString('base64url')
    const response = await send(createFakeBackend({ routes: { '*': welcome } }), `JWT e30.${claims}.c2ln`)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('The token has no exp, a number of seconds')
  })

  test('K4: a token of another issuer, in UTF-8, is read', async () => {
    const claims = Buffer.from(JSON.stringify({ name: foreign, exp: 4102444800 })).toString('base64url')
    expect(claims).toMatch(/-.*_|_.*-/)
    const backend = createFakeBackend({ routes: { '*': (_, { name }) => new Response(`${name}`) } })
    expect(await (await send(backend, `JWT e30.${claims}.c2ln`)).text()).toBe(foreign)
  })

  test('K4: ?jwt= counts, before the header', async () => {
    const { backend, token } = await setUp()
    expect((await backend.fetch(`${url}?jwt=${token}`)).status).toBe(200)
    const headers = { authorization: `JWT ${token}` }
    expect((await backend.fetch(`${url}?jwt=${createFakeToken()}`, { headers })).status).toBe(401)
  })

  test('K4: who accepts JSON gets the reason as JSON', async () => {
    const { backend } = await setUp()
    const response = await backend.fetch(url, { headers: { accept: 'application/json, text/plain' } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ message: 'Could not find authentication data on request' })
  })

  test('K4: who accepts something else gets it as text', async () => {
    const { backend } = await setUp()
    const response = await backend.fetch(url, { headers: { accept: 'text/html' } })
    expect(await response.text()).toBe('Could not find authentication data on request')
  })

  test.each([
    ['Bearer', 'Bearer '],
    ['', ''],
  ])('K4: scheme %j', async (scheme, prefix) => {
    const { backend, token } = await setUp({ scheme })
    expect((await send(backend, prefix + token)).status).toBe(200)
    expect((await send(backend, `JWT ${token}`)).status).toBe(401)
  })
})

describe('fake backend: routes', () => {
  test('K4: method and path are compared exactly, origin and query are not', async () => {
    const { backend, token } = await setUp({
      routes: {
        'GET /api/notes': () => new Response('notes'),
        'POST /api/notes': () => new Response('made', { status: 201 }),
        '*': ({ method }) => new Response(method),
      },
    })
    const headers = { authorization: `JWT ${token}` }
    const ask = async (to: string, method = 'GET') => (await backend.fetch(to, { method, headers })).text()
    expect(await ask(`${url}?page=2#top`)).toBe('notes')
    expect(await ask('http://localhost:3000/api/notes')).toBe('notes')
    expect(await ask(url, 'POST')).toBe('made')
    expect(await ask(url, 'DELETE')).toBe('DELETE')
    expect(await ask(`${url}/`)).toBe('GET')
  })

  test('K4: what no route is for gets 404, and a message that names method and path', async () => {
    const { backend, token } = await setUp({ routes: {} })
    const response = await send(backend, `JWT ${token}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain("No route for GET /api/notes: add 'GET /api/notes'")
  })

  test('K4: a route gets the request, its body unread, and the claims', async () => {
    const ap = createFakeAP({ claims: { sub: 'ada' } })
    const backend = createFakeBackend({
      ap,
      routes: {
        'POST /api/notes': async (request, { sub }) => Response.json([sub, await request.json()]),
      },
    })
    const headers = { authorization: `JWT ${await ap.context.getToken()}` }
    const response = await backend.fetch(url, { method: 'POST', headers, body: '{"text":"Hi"}' })
    expect(await response.json()).toEqual(['ada', { text: 'Hi' }])
  })

  test('K4: what a route throws, fetch rejects with: the network failed', async () => {
    const failure = new TypeError('fetch failed')
    const { backend, token } = await setUp({
      routes: {
        '*': () => {
          throw failure
        },
      },
    })
    expect(await rejection(send(backend, `JWT ${token}`))).toBe(failure)
    expect(backend.requests).toMatchObject([{ status: undefined }])
  })

  test.each([undefined, null, 'text', {}])('a route that returns %j is named', async returned => {
    // What a caller without types may return.
    const { backend, token } = await setUp({ routes: { 'GET /api/notes': () => returned as Response } })
    await expect(send(backend, `JWT ${token}`)).rejects.toThrow(
      /^routes: expected a Response for 'GET \/api\/notes', got /,
    )
  })
})

describe('fake backend: requests', () => {
  test('K4: each is recorded, refused ones too, in the order of their coming', async () => {
    const { backend, token } = await setUp()
    const first = backend.fetch(url, { method: 'POST', body: 'first' })
    const second = send(backend, `JWT ${token}`)
    expect(backend.requests).toHaveLength(2)
    await Promise.all([first, second])
    expect(backend.requests.map(({ method, url, status }) => [method, url, status])).toEqual([
      ['POST', url, 401],
      ['GET', url, 200],
    ])
    expect(backend.requests.map(({ headers }) => headers.get('Authorization'))).toEqual([
      null,
      `JWT ${token}`,
    ])
    expect(backend.requests.map(({ body }) => text(body))).toEqual(['first', ''])
  })

  test.each<[string, () => BodyInit]>([
    ['a string', () => 'Zoë'],
    ['bytes', () => new TextEncoder().encode('Zoë')],
    ['a Blob', () => new Blob(['Zoë'])],
    ['a Request', () => 'Zoë'],
  ])('K4: the body of %s is there as bytes', async (name, body) => {
    const backend = createFakeBackend()
    const init = { method: 'PUT', body: body() }
    await (name === 'a Request' ? backend.fetch(new Request(url, init)) : backend.fetch(url, init))
    expect(backend.requests[0]?.body).toBeInstanceOf(Uint8Array)
    expect(text(backend.requests[0]?.body)).toBe('Zoë')
  })

  test('K4: relative URLs resolve against the document', async () => {
    const backend = createFakeBackend()
    await backend.fetch('/api/notes?page=2')
    await backend.fetch(new URL(url))
    expect(backend.requests.map(({ url }) => url)).toEqual([
      new URL('/api/notes?page=2', document.baseURI).href,
      url,
    ])
  })
})

describe('fake backend: abort', () => {
  const hanging = { routes: { '*': () => new Promise<Response>(() => {}) } }

  test('K4: a signal that has aborted sends nothing', async () => {
    const { backend } = await setUp(hanging)
    const signal = AbortSignal.abort('no')
    expect(await rejection(backend.fetch(url, { signal }))).toBe('no')
    expect(await rejection(backend.fetch(new Request(url, { signal })))).toBe('no')
    expect(backend.requests).toEqual([])
  })

  test('K4: one that aborts ends the wait, also that of a Request', async () => {
    const { backend, token } = await setUp(hanging)
    const { signal, abort } = controller()
    const headers = { authorization: `JWT ${token}` }
    const sent = [
      backend.fetch(url, { headers, signal }),
      backend.fetch(new Request(url, { headers, signal })),
    ].map(rejection)
    await vi.advanceTimersByTimeAsync(10)
    abort()
    expect(await Promise.all(sent)).toEqual(['later', 'later'])
    expect(backend.requests).toHaveLength(2)
  })

  test('K4: null takes the signal of a Request away', async () => {
    const { backend } = await setUp()
    const request = new Request(url, { signal: AbortSignal.abort('no') })
    expect((await backend.fetch(request, { signal: null })).status).toBe(401)
  })

  test('K4: one that aborts while the answer is read ends its body with the reason', async () => {
    let more: ReadableStreamDefaultController<Uint8Array> | undefined
    let cancelled: unknown
    const body = () =>
      new ReadableStream<Uint8Array>({
        start: controller => {
          more = controller
          controller.enqueue(Buffer.from('half'))
        },
        cancel: reason => {
          cancelled = reason
        },
      })
    const { backend, token } = await setUp({ routes: { '*': () => new Response(body()) } })
    const { signal, abort } = controller()
    const response = await backend.fetch(url, { signal, headers: { authorization: `JWT ${token}` } })
    const reader = response.body?.getReader()
    expect(text((await reader?.read())?.value)).toBe('half')
    const rest = rejection(Promise.resolve(reader?.read()))
    abort()
    expect(await rest).toBe('later')
    expect(cancelled).toBe('later')
    expect(more).toBeDefined()
  })

  test('K4: a signal whose answer is read, or given up, keeps no listener', async () => {
    const { backend } = await setUp()
    const { signal } = controller()
    const listen = vi.spyOn(signal, 'addEventListener')
    const forget = vi.spyOn(signal, 'removeEventListener')
    await (await backend.fetch(url, { signal })).text()
    await (await backend.fetch(url, { signal })).body?.cancel()
    const calls = (spy: typeof listen | typeof forget) =>
      spy.mock.calls.map(([type, listener]) => [type, listener])
    expect(calls(forget)).toEqual(expect.arrayContaining(calls(listen)))
    expect(listen).toHaveBeenCalledTimes(4)
  })

  function controller() {
    const controller = new AbortController()
    return { signal: controller.signal, abort: () => controller.abort('later') }
  }
})

describe('fake backend: the package on it', () => {
  test('K4: first token, rollover, a revoked token', async () => {
    const ap = createFakeAP({ lifetime: 60_000 })
    const restore = ap.install()
    const backend = createFakeBackend({ ap, routes: { 'POST /api/notes': r => new Response(r.body) } })
    const client = createContextClient({
      baseUrl: 'https://app.example.com',
      fetch: backend.fetch,
      prefetch: false,
    })
    const post = async () => (await client.fetch('/api/notes', { method: 'POST', body: 'note' })).text()
    expect(await post()).toBe('note')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await post()).toBe('note')
    backend.revoke(ap.issued.at(-1) ?? '')
    expect(await post()).toBe('note')
    expect(ap.calls).toBe(3)
    expect(backend.requests.map(({ status }) => status)).toEqual([200, 200, 401, 200])
    expect(backend.requests.map(({ body }) => text(body))).toEqual(Array(4).fill('note'))
    client.dispose()
    restore()
  })
})

describe('fake backend: options', () => {
  test.each([
    ['options', null],
    ['ap', { ap: 'AP' }],
    ['scheme', { scheme: null }],
    ['scheme', { scheme: 5 }],
    ['routes', { routes: 'GET /' }],
    ['routes', { routes: { 'GET /api/notes': 'notes' } }],
    ['routes', { routes: { '/api/notes': welcome } }],
    ['routes', { routes: { 'get /api/notes': welcome } }],
    ['routes', { routes: { 'GET api/notes': welcome } }],
    ['routes', { routes: { 'any GET /api/notes': welcome } }],
    ['routes', { routes: { 'GET /api/notes?page=1': welcome } }],
  ])('a wrong %s throws a TypeError and is named: %j', (name, options) => {
    // What a caller without types may pass.
    const create = () => createFakeBackend(options as FakeBackendOptions)
    expect(create).toThrow(TypeError)
    expect(create).toThrow(new RegExp(`^${name}: expected `))
  })

  test('revoking what is no string throws a TypeError', () => {
    expect(() => createFakeBackend().revoke(undefined as unknown as string)).toThrow(
      /^token: expected a string/,
    )
  })
})
