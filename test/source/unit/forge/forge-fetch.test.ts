// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createForgeFetch, type ForgeFetchOptions, isForge } from '../../../../src/forge/index.js'
import { rejection } from '../support/source.js'
import { createWorld, origin } from './world.js'

let world: ReturnType<typeof createWorld>

beforeEach(() => {
  world = createWorld()
})
afterEach(() => {
  world.restore()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const forgeFetch = (options: Partial<ForgeFetchOptions> = {}) =>
  createForgeFetch({ ...world.settings, ...options })
const arrived = () => {
  const last = world.backend.requests.at(-1)
  return (
    last && {
      method: last.method,
      url: last.url,
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(last.body),
    }
  )
}

describe('isForge()', () => {
  test('G1: looks for the bridge, and imports nothing', () => {
    expect(isForge()).toBe(true)
    world.restore()
    expect([isForge(), world.bridge.mock.calls.length]).toEqual([false, 0])
    vi.stubGlobal('__bridge', null)
    expect(isForge()).toBe(false)
  })
})

describe('createForgeFetch()', () => {
  test('G1: the bridge is loaded at the first request, once, and again after a load that failed', async () => {
    const { bridge } = world
    bridge.mockRejectedValueOnce(new Error('chunk lost'))
    const fetch = forgeFetch()
    expect(bridge).not.toHaveBeenCalled()
    expect(await rejection(fetch('/a'))).toMatchObject({ cause: { message: 'chunk lost' } })
    await Promise.all([fetch('/a'), fetch('/b')])
    expect(bridge).toHaveBeenCalledTimes(2)
  })

  test('G2: string, URL and Request go to the remote with an invocation token, whatever init says', async () => {
    const fetch = forgeFetch()
    await fetch('/api/a?x=1#y')
    await fetch(new URL('/api/b', origin), {
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      headers: { 'X-One': '1' },
    })
    await fetch(new Request(`${origin}/api/c`, { method: 'PUT', body: 'text' }), { method: 'PATCH' })
    expect(
      world.backend.requests.map(({ method, url }) => [method, new URL(url).pathname + new URL(url).search]),
    ).toEqual([
      ['GET', '/api/a?x=1'],
      ['GET', '/api/b'],
      ['PATCH', '/api/c'],
    ])
    expect(world.backend.requests[0]?.headers.get('authorization')).toBe(`Bearer ${world.forge.issued[0]}`)
    expect(world.backend.requests[1]?.headers.get('x-one')).toBe('1')
  })

  test('G2: each member of init is read once, also one that it inherits', async () => {
    const read: string[] = []
    const settings = new Map<string, unknown>([
      ['method', 'POST'],
      ['body', 'text'],
      ['headers', { 'x-one': '1' }],
    ])
    class Init {}
    for (const [name, value] of settings) {
      const get = () => {
        read.push(name)
        return value
      }
      Object.defineProperty(Init.prototype, name, { get })
    }
    await forgeFetch()('/a', new Init())
    expect(read.sort()).toEqual([...settings.keys()].sort())
    expect(arrived()).toMatchObject({ method: 'POST', text: 'text' })
    expect(world.backend.requests[0]?.headers.get('x-one')).toBe('1')
  })

  test('G2: a Request may be the init, as on the platform', async () => {
    const init = new Request('https://elsewhere.test/', { method: 'PUT', headers: { 'x-one': '1' } })
    await forgeFetch()('/a', init)
    expect(arrived()).toMatchObject({ method: 'PUT', url: 'https://remote.test/a' })
    expect(world.backend.requests[0]?.headers.get('x-one')).toBe('1')
  })

  test('G2: null is no init, and what is none gets the platform’s error', async () => {
    expect((await forgeFetch()('/a', null as unknown as RequestInit)).status).toBe(200)
    expect(await rejection(forgeFetch()('/a', 5 as unknown as RequestInit))).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/Request/),
    })
    expect(world.forge.calls).toBe(1)
  })

  test('G2: a request to another origin goes to the platform’s fetch untouched, never to the remote', async () => {
    const platform = vi.fn(async () => new Response('elsewhere'))
    vi.stubGlobal('fetch', platform)
    const init = { headers: { 'x-one': '1' } }
    await forgeFetch()('https://elsewhere.test/api', init)
    expect(platform.mock.calls).toEqual([['https://elsewhere.test/api', init]])
    expect(world.forge.calls).toBe(0)
  })

  test.each<[string, string, string]>([
    ['/api/', 'notes?x=1', '/notes?x=1'],
    ['/api/', `${origin}/api/notes`, '/notes'],
    ['/api/index.html', 'notes', '/notes'],
    ['/', '/api/notes', '/api/notes'],
  ])('G2: below the base path %s, %s is the path %s', async (base, input, path) => {
    await forgeFetch({ baseUrl: origin + base })(input)
    expect(arrived()?.url).toBe(`https://remote.test${path}`)
  })

  test.each([`${origin}/other`, `${origin}/api//evil.test/x`])(
    'G2: %s is none of the remote: TypeError, nothing sent',
    async input => {
      expect(await rejection(forgeFetch({ baseUrl: `${origin}/api/` })(input))).toMatchObject({
        name: 'TypeError',
        message: expect.stringMatching(/^\/\S+ is not below \/api\/\. Nothing was sent\. Check baseUrl\.$/),
      })
      expect(world.forge.calls).toBe(0)
    },
  )

  test.each<[string, BodyInit | null | undefined, string]>([
    ['a text', 'Grüße 💡\r\n\0', 'Grüße 💡\r\n\0'],
    ['JSON', JSON.stringify({ a: 'ü', big: 1 }), '{"a":"ü","big":1}'],
    ['parameters', new URLSearchParams({ a: 'ü & 1' }), 'a=%C3%BC+%26+1'],
    ['an empty text', '', ''],
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a Blob of text', new Blob(['Grüße'], { type: 'text/plain' }), 'Grüße'],
    ['JSON of a type of its own', new Blob(['{}'], { type: 'application/vnd.api+json' }), '{}'],
    ['lines of JSON', new Blob(['{}\n{}'], { type: 'application/x-ndjson' }), '{}\n{}'],
    ['a drawing', new Blob(['<svg/>'], { type: 'image/svg+xml' }), '<svg/>'],
    ['a text whose type names a form', new Blob(['x'], { type: 'text/x;as=multipart/form-data' }), 'x'],
  ])('G3: %s arrives byte for byte', async (_, body, text) => {
    await forgeFetch()('/a', body === undefined ? { method: 'POST' } : { method: 'POST', body })
    expect(arrived()).toEqual({ method: 'POST', url: 'https://remote.test/a', text })
  })

  const form = (...fields: [string, string | Blob][]) => {
    const form = new FormData()
    for (const [name, value] of fields) form.append(name, value)
    return form
  }
  const file = new File([Uint8Array.of(0, 255, 128)], 'a.bin', { type: 'application/x-test' })

  test('G3: a form that the bridge keeps whole arrives whole', async () => {
    let received: FormData | undefined
    world.restore()
    world = createWorld({
      'POST /a': async request => {
        received = await request.formData()
        return new Response()
      },
    })
    const others: [string, string][] = [
      ['text', 'Grüße'],
      ['__textName', 'x'],
      ['__textType', 'y'],
      ['__fileName', 'z'],
    ]
    const fields = form(...others, ['file1', file])
    await forgeFetch()('/a', { method: 'POST', body: fields })
    const arrivedFile = received?.get('file1') as File
    expect([...(received?.keys() ?? [])]).toEqual([...others.map(([name]) => name), 'file1'])
    expect([received?.get('text'), arrivedFile.name, arrivedFile.type]).toEqual([
      'Grüße',
      'a.bin',
      'application/x-test',
    ])
    expect([...new Uint8Array(await arrivedFile.arrayBuffer())]).toEqual([0, 255, 128])
  })

  const notText = (type: string) => `what is no UTF-8 text, or begins with U+FEFF (${type})`
  test.each<[string, RequestInit]>([
    [notText('no type'), { body: Uint8Array.of(1, 2) }],
    [notText('image/png'), { body: new Blob([Uint8Array.of(255)], { type: 'image/png' }) }],
    [notText('image/png'), { body: new Blob(['x'], { type: 'image/png' }) }],
    [
      notText('application/zip; text/plain'),
      { body: 'x', headers: { 'content-type': 'application/zip; text/plain' } },
    ],
    [notText('text/plain'), { body: Uint8Array.of(255), headers: { 'content-type': 'text/plain' } }],
    [
      notText('application/vnd.openxmlformats'), // It names XML, and is none.
      { body: new Blob([Uint8Array.of(80, 75, 3, 4, 255)], { type: 'application/vnd.openxmlformats' }) },
    ],
    ['a stream', { body: new Blob(['x']).stream(), duplex: 'half' } as RequestInit],
    ['a stream', { body: (async function* () {})(), duplex: 'half' } as unknown as RequestInit],
    ['a stream', { body: { getReader() {} } as unknown as ReadableStream }],
    [notText('text/plain;charset=UTF-8'), { body: '\uFEFFtext' }],
    ['the field upload of a form', { body: form(['upload', file]) }],
    ['the field filename of a form', { body: form(['filename', 'x']) }],
    ['the field a of a form', { body: form(['a', '1'], ['a', '2']) }],
    ['the field __fileName of a form', { body: form(['file', file], ['__fileName', 'x']) }],
    ['the field __fileType of a form', { body: form(['file', file], ['__fileType', 'x']) }],
    ['the field __proto__ of a form', { body: form(['__proto__', 'x']) }],
  ])('G3: %s is refused with nothing sent, and the message says what to do', async (what, init) => {
    const error = (await rejection(forgeFetch()('/a', { method: 'POST', ...init }))) as Error
    expect(error.name).toBe('TypeError')
    expect(error.message).toContain(`The Forge bridge would damage ${what}. Nothing was sent. `)
    expect(error.message).toMatch(/(with sessionTokenSource|Name all files .*)\.$/)
    expect(world.forge.calls).toBe(0)
  })

  test('G4: a signal ends the wait with its reason, is not handed to the bridge, and aborted before sends nothing', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const fetch = forgeFetch()
    expect(await rejection(fetch('/a', { signal: AbortSignal.abort('gone') }))).toBe('gone')
    expect(world.forge.calls).toBe(0)
    world.forge.failNext('hang')
    const controller = new AbortController()
    const asked = rejection(fetch('/a', { signal: controller.signal }))
    await vi.waitFor(() => expect(world.forge.calls).toBe(1))
    controller.abort('left')
    expect(await asked).toBe('left')
    expect(error).not.toHaveBeenCalled()
    world.forge.release()
  })

  test('G4: one that is aborted before says so, also where the body would be refused', async () => {
    const init = { method: 'POST', body: Uint8Array.of(1), signal: AbortSignal.abort('gone') }
    expect(await rejection(forgeFetch()('/a', init))).toBe('gone')
  })

  test('G4: one that aborts while the body is read sends nothing', async () => {
    const controller = new AbortController()
    const fetch = forgeFetch()
    const asked = rejection(fetch('/a', { method: 'POST', body: 'x', signal: controller.signal }))
    controller.abort('left')
    expect(await asked).toBe('left')
    await fetch('/b')
    expect([world.forge.calls, arrived()?.url]).toEqual([1, 'https://remote.test/b'])
  })

  test('G4: the wait for a body that never ends is ended by the signal, and by the timeout', async () => {
    const endless = () => {
      const init = { method: 'POST', body: new ReadableStream(), duplex: 'half' }
      return new Request(`${origin}/a`, init as RequestInit)
    }
    const controller = new AbortController()
    const asked = rejection(forgeFetch()(endless(), { signal: controller.signal }))
    await new Promise(resolve => setTimeout(resolve))
    controller.abort('left')
    expect(await asked).toBe('left')
    expect(await rejection(forgeFetch({ timeout: 5 })(endless()))).toMatchObject({ name: 'TimeoutError' })
    expect(world.forge.calls).toBe(0)
  })

  test('G4: one that aborts while the bridge is loaded sends nothing', async () => {
    let load: (module: object) => void = () => {}
    const bridge = vi.fn(() => new Promise<object>(resolve => (load = resolve)))
    const requestRemote = vi.fn(async () => new Response())
    const controller = new AbortController()
    const fetch = forgeFetch({ bridge })
    const asked = rejection(fetch('/a', { signal: controller.signal }))
    const stays = fetch('/b')
    await vi.waitFor(() => expect(bridge).toHaveBeenCalledOnce())
    controller.abort('left')
    expect(await asked).toBe('left')
    load({ requestRemote })
    await stays
    expect(requestRemote.mock.calls).toMatchObject([['backend', { path: '/b' }]])
  })

  test('G4: no timer is left when the answer is there', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await forgeFetch()('/a')
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('G4: a host that does not answer ends in a TimeoutError', async () => {
    world.forge.failNext('hang')
    const error = await rejection(forgeFetch({ timeout: 5 })('/a'))
    expect(error).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('5 ms') })
    world.forge.release()
  })

  test('G4: a timeout that is longer than setTimeout takes does not end at once', async () => {
    const start = vi.spyOn(globalThis, 'setTimeout')
    await forgeFetch({ timeout: 2 ** 40 })('/a')
    expect(start.mock.calls.map(([, delay]) => delay)).toContain(2 ** 31 - 1)
  })

  test('G5: the answer is a Response with status, headers, url and body', async () => {
    world.restore()
    world = createWorld({ '*': () => Response.json({ a: 1 }, { status: 201, headers: { 'x-one': '1' } }) })
    const response = await forgeFetch()('/a?b#cd')
    expect(response).toBeInstanceOf(Response)
    expect([response.status, response.headers.get('x-one'), response.url, await response.json()]).toEqual([
      201,
      '1',
      `${origin}/a?b`,
      { a: 1 },
    ])
  })

  test('G5: bytes come back as they were', async () => {
    world.restore()
    world = createWorld({
      '*': () => new Response(Uint8Array.of(0, 255, 128), { headers: { 'content-type': 'image/png' } }),
    })
    const response = await forgeFetch()('/a')
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 128])
  })

  test.each([204, 205, 304])('G5: status %i has no body', async status => {
    world.restore()
    world = createWorld({ '*': () => new Response(null, { status }) })
    const response = await forgeFetch()('/a')
    expect([response.status, response.body]).toEqual([status, null])
  })

  test('G5: HEAD has no body', async () => {
    const response = await forgeFetch()('/a', { method: 'HEAD' })
    expect([response.status, response.body]).toEqual([200, null])
  })

  test('G5: a 401 of the backend is a Response', async () => {
    world.restore()
    world = createWorld({ '*': () => new Response('no', { status: 401 }) })
    const response = await forgeFetch()('/a')
    expect([response.status, await response.text()]).toEqual([401, 'no'])
  })

  test.each(['reject', 'throw'] as const)(
    'G6: a bridge that fails (%s) is a network error, with the reason as cause',
    async mode => {
      world.forge.failNext(mode)
      const error = await rejection(forgeFetch()('/a'))
      expect(error).toMatchObject({
        name: 'TypeError',
        message: expect.stringMatching(
          /^Failed to fetch \(.*check its import and the remote backend in the manifest.*\)$/,
        ),
        cause: { message: expect.stringContaining('as the test asked') },
      })
    },
  )

  test('G6, T10: the cause has no token and no member that the bridge put there', async () => {
    const secret = { Authorization: 'JWT eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl' }
    const bridge = {
      requestRemote: async () => {
        throw Object.assign(new Error('no'), { secret, code: secret.Authorization })
      },
    }
    const error = (await rejection(forgeFetch({ bridge })('/a'))) as Error
    expect(error.cause).toMatchObject({ message: 'no' })
    expect(Object.keys(error.cause as object)).toEqual(['name'])
  })

  const httpUrl = 'an absolute http(s) URL'
  test.each<[string, object]>([
    ["bridge: expected () => import('@forge/bridge'), got string", { bridge: 'module' }],
    ['remote: expected the key of a remote in the manifest, got an empty string', { remote: '' }],
    ['remote: expected the key of a remote in the manifest, got undefined', { remote: undefined }],
    ['remote: expected the key of a remote in the manifest, got number', { remote: 5 }],
    ["via: expected 'requestRemote' or 'invokeRemote', got 'fetch'", { via: 'fetch' }],
    [`baseUrl: expected ${httpUrl}, got number`, { baseUrl: 5 }],
    [`baseUrl: expected ${httpUrl}, got string`, { baseUrl: 'ftp://app.test/' }],
    [`baseUrl: expected ${httpUrl}, got string`, { baseUrl: '/relative' }],
    ['timeout: expected milliseconds, finite and not negative, got -1', { timeout: -1 }],
  ])('G2: a wrong option is named: %s', (message, options) => {
    const Type = message.startsWith('timeout') ? RangeError : TypeError
    expect(() => forgeFetch(options)).toThrow(new Type(message))
  })

  test('G2: a number is no URL, also where a page could resolve it', () => {
    vi.stubGlobal('document', { baseURI: 'https://page.test/app/' })
    expect(() => forgeFetch({ baseUrl: 5 as unknown as string })).toThrow(/^baseUrl: .*got number$/)
  })

  test('G2: it has the name and the length of the platform’s fetch', () => {
    expect([forgeFetch().name, forgeFetch().length]).toEqual(['fetch', 1])
  })

  test('G2: baseUrl may be a URL', async () => {
    await forgeFetch({ baseUrl: new URL(`${origin}/api/`) })('a')
    expect(arrived()?.url).toBe('https://remote.test/a')
  })

  test('G2: without baseUrl the folder of the page is the remote, as it is at the call', async () => {
    const fetch = forgeFetch({ baseUrl: undefined })
    for (const folder of ['app', 'app/other']) {
      vi.stubGlobal('document', { baseURI: `https://page.test/${folder}/index.html` })
      await fetch('notes')
      expect(arrived()?.url).toBe('https://remote.test/notes')
      expect(await rejection(fetch('/outside'))).toMatchObject({ name: 'TypeError' })
    }
  })

  test.each<[string, Partial<ForgeFetchOptions>, string]>([
    ['where there is no page', { baseUrl: undefined }, '/a'],
    ['that is invalid', {}, 'http://['],
  ])('G2: a URL %s is left to the platform’s fetch, which says what is wrong', async (_, options, url) => {
    const platform = vi.fn(async () => new Response())
    vi.stubGlobal('fetch', platform)
    await forgeFetch(options)(url)
    expect([platform.mock.calls, world.forge.calls]).toEqual([[[url, undefined]], 0])
  })

  test('G1: a module that is not the bridge is an error that names it', async () => {
    const error = (await rejection(forgeFetch({ bridge: {} })('/a'))) as Error
    expect(error).toMatchObject({
      name: 'TypeError',
      cause: { message: "bridge: expected () => import('@forge/bridge'), got object" },
    })
  })

  test('G1: nothing at all is no module, either', async () => {
    const error = await rejection(forgeFetch({ bridge: async () => undefined })('/a'))
    expect(error).toMatchObject({
      cause: { message: expect.stringMatching(/@forge\/bridge.*got undefined$/) },
    })
  })

  test('G1: a module that has all of itself on `default` will do', async () => {
    const load = async () => ({ default: await world.bridge() })
    expect(await (await forgeFetch({ bridge: load })('/a')).text()).toBe('welcome')
  })

  test('G6: a bridge that rejects with nothing leaves no cause', async () => {
    const bridge = { requestRemote: () => Promise.reject(undefined) }
    expect(await rejection(forgeFetch({ bridge })('/a'))).not.toHaveProperty('cause')
  })

  test.each<[string, RequestInit, object]>([
    ['no body', {}, { path: '/a', method: 'GET', headers: {} }],
    [
      'a text, with its type',
      { method: 'POST', body: 'x' },
      { path: '/a', method: 'POST', headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: 'x' },
    ],
    [
      'a form, without: the bridge makes one with its own boundary',
      { method: 'POST', body: form(['a', 'x']) },
      { path: '/a', method: 'POST', headers: {}, body: expect.any(FormData) },
    ],
  ])('G2: the bridge gets %s', async (_, init, asked) => {
    const real = (await world.bridge()) as { requestRemote(remote: string, request: object): unknown }
    const requestRemote = vi.fn((remote: string, request: object) => real.requestRemote(remote, request))
    await forgeFetch({ bridge: { requestRemote } })('/a', init)
    expect(requestRemote.mock.calls.map(([remote]) => remote)).toEqual(['backend'])
    expect(requestRemote.mock.calls[0]?.[1]).toStrictEqual(asked)
  })
})

describe('createForgeFetch() through invokeRemote', () => {
  const json = (routes = {}) => {
    world.restore()
    world = createWorld({
      '*': async request => Response.json({ got: await request.text() }, { status: 201 }),
      ...routes,
    })
    return forgeFetch({ via: 'invokeRemote' })
  }

  test('G3: JSON goes as its value, and comes back as JSON', async () => {
    const response = await json()('/a', { method: 'POST', body: '{ "a": [1, "x y"],\n "b": null }' })
    expect([response.status, response.url, await response.json()]).toEqual([
      201,
      `${origin}/a`,
      { got: '{"a":[1,"x y"],"b":null}' },
    ])
  })

  const fields = new FormData()
  fields.append('a', '1')
  test.each<[string, BodyInit]>([
    ['a text that is no JSON', 'text'],
    ['a number of 20 digits', '{"id":12345678901234567890}'],
    ['a member twice', '{"a":1,"a":2}'],
    ['a text that needs its white space', '{"a":1 2}'],
    ['parameters', new URLSearchParams('a=1')],
    ['a form', fields],
  ])('G3: %s is refused with nothing sent', async (_, body) => {
    const error = (await rejection(json()('/a', { method: 'POST', body }))) as Error
    expect(error.name).toBe('TypeError')
    expect(error.message).toMatch(
      /would damage what is no JSON as JavaScript writes it .*\. Nothing was sent\. Use via: 'requestRemote'\.$/,
    )
    expect(world.forge.calls).toBe(0)
  })

  const answering = (answer: unknown) =>
    forgeFetch({ bridge: { requestRemote() {}, invokeRemote: async () => answer }, via: 'invokeRemote' })

  test.each<[string, object, string, [number, string | null, string]]>([
    ['a text', { status: 200, body: 'a', headers: { 'x-one': '1' } }, 'GET', [200, '1', 'a']],
    ['JSON', { statusCode: 599, body: { a: 1 } }, 'GET', [599, null, '{"a":1}']],
    ['nothing', { status: 200 }, 'GET', [200, null, '']],
    ['a body to HEAD', { status: 200, body: 'a' }, 'HEAD', [200, null, '']],
    ['a body with 204', { status: 204, body: 'a' }, 'GET', [204, null, '']],
    ['a body with 205', { status: 205, body: 'a' }, 'GET', [205, null, '']],
    ['a body with 304', { status: 304, body: 'a' }, 'GET', [304, null, '']],
    ['an error in British words', { message: 'Unauthorised' }, 'GET', [401, null, '']],
    ['an error in American words', { message: 'is unauthorized' }, 'GET', [401, null, '']],
  ])('G5: %s', async (_, answer, method, expected) => {
    const { status, headers, ...response } = await answering(answer)('/a', { method }).then(
      async response => ({
        status: response.status,
        headers: response.headers,
        text: await response.text(),
      }),
    )
    expect([status, headers.get('x-one'), response.text]).toEqual(expected)
  })

  test.each<[unknown, unknown]>([
    [{ status: '200' }, undefined],
    [{ status: 200.5 }, undefined],
    [{ message: 401 }, undefined],
    [null, undefined],
    ['200', '200'],
    [{ status: 199 }, expect.objectContaining({ name: 'RangeError' })],
    [{ status: 600 }, expect.objectContaining({ name: 'RangeError' })],
  ])('G5: %j is no answer, and not what is wrong with one', async (answer, cause) => {
    const error = (await rejection(answering(answer)('/a'))) as Error
    expect(error.message).toMatch(/^Failed to fetch \(/)
    expect(error.cause).toEqual(cause)
  })

  test('G5: a 401 that resolves as a bare error is a Response', async () => {
    const response = await json({ 'GET /no': () => Response.json({ message: 'no' }, { status: 401 }) })('/no')
    expect([response.status, await response.json()]).toEqual([401, { message: 'no' }])
  })

  test('G6: a rejection with another status is no answer', async () => {
    const bridge = { requestRemote() {}, invokeRemote: () => Promise.reject({ status: 500, body: 'no' }) }
    const error = (await rejection(forgeFetch({ bridge, via: 'invokeRemote' })('/a'))) as Error
    expect(error.message).toMatch(/^Failed to fetch \(/)
  })

  test('G5: a 401 that rejects, known by its status or its message, is a Response', async () => {
    for (const reason of [{ status: 401, body: 'no' }, new Error('Request failed with status code 401')]) {
      const bridge = { requestRemote() {}, invokeRemote: () => Promise.reject(reason) }
      expect((await forgeFetch({ bridge, via: 'invokeRemote' })('/a')).status).toBe(401)
    }
  })

  test.each([{}, { message: 'it failed' }, undefined])(
    'G5: an answer without a status is never a success: %j',
    async answer => {
      const bridge = { requestRemote() {}, invokeRemote: async () => answer }
      expect(await rejection(forgeFetch({ bridge, via: 'invokeRemote' })('/a'))).toMatchObject({
        name: 'TypeError',
        message: expect.stringMatching(/^Failed to fetch \(/),
      })
    },
  )
})
