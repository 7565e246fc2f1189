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
        message: expect.stringMatching(/not one of the remote.*Check baseUrl/),
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
    await forgeFetch()('/a', { method: 'POST', body: form(['text', 'Grüße'], ['file1', file]) })
    const arrivedFile = received?.get('file1') as File
    expect([received?.get('text'), arrivedFile.name, arrivedFile.type]).toEqual([
      'Grüße',
      'a.bin',
      'application/x-test',
    ])
    expect([...new Uint8Array(await arrivedFile.arrayBuffer())]).toEqual([0, 255, 128])
  })

  test.each<[string, RequestInit]>([
    ['a buffer', { body: Uint8Array.of(1, 2) }],
    ['a Blob of bytes', { body: new Blob([Uint8Array.of(255)], { type: 'image/png' }) }],
    [
      'bytes that are said to be text',
      { body: Uint8Array.of(255), headers: { 'content-type': 'text/plain' } },
    ],
    ['a stream', { body: new Blob(['x']).stream(), duplex: 'half' } as RequestInit],
    ['an async iterable', { body: (async function* () {})(), duplex: 'half' } as unknown as RequestInit],
    ['a text that begins with U+FEFF', { body: '\uFEFFtext' }],
    ['a file in a field of another name', { body: form(['upload', file]) }],
    ['a text in a field named file…', { body: form(['filename', 'x']) }],
    ['two fields of one name', { body: form(['a', '1'], ['a', '2']) }],
    ['a field that the bridge adds itself', { body: form(['file', file], ['__fileName', 'x']) }],
    ['a field named __proto__', { body: form(['__proto__', 'x']) }],
  ])('G3: %s is refused with nothing sent, and the message says what to do', async (_, init) => {
    const error = await rejection(forgeFetch()('/a', { method: 'POST', ...init }))
    expect(error).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/^The Forge bridge would damage .*Nothing was sent\. [A-Z]/),
    })
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

  test('G4: a host that does not answer ends in a TimeoutError', async () => {
    world.forge.failNext('hang')
    const error = await rejection(forgeFetch({ timeout: 5 })('/a'))
    expect(error).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('5 ms') })
    world.forge.release()
  })

  test('G5: the answer is a Response with status, headers, url and body', async () => {
    world.restore()
    world = createWorld({ '*': () => Response.json({ a: 1 }, { status: 201, headers: { 'x-one': '1' } }) })
    const response = await forgeFetch()('/a?b#c')
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
        message: expect.stringMatching(/^Failed to fetch \(.*manifest has the remote backend.*\)$/),
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
    expect(Object.keys(error.cause as object)).toEqual([])
  })

  test.each<[string, object]>([
    ['bridge', { bridge: 'module' }],
    ['remote', { remote: '' }],
    ['remote', { remote: 5 }],
    ['via', { via: 'fetch' }],
    ['baseUrl', { baseUrl: 5 }],
    ['baseUrl', { baseUrl: 'ftp://app.test/' }],
    ['baseUrl', { baseUrl: '/relative' }],
    ['timeout', { timeout: -1 }],
  ])('G2: a wrong %s throws and names it: %j', (name, options) => {
    expect(() => forgeFetch(options)).toThrow(new RegExp(`^${name}: expected`))
  })

  test('G1: a module that is not the bridge is an error that names it', async () => {
    const error = (await rejection(forgeFetch({ bridge: {} })('/a'))) as Error
    expect(error).toMatchObject({
      name: 'TypeError',
      cause: { message: expect.stringContaining('@forge/bridge') },
    })
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

  test.each<[string, BodyInit]>([
    ['a text', 'text'],
    ['a number of 20 digits', '{"id":12345678901234567890}'],
    ['a member twice', '{"a":1,"a":2}'],
    ['a form', new URLSearchParams('a=1')],
  ])('G3: %s is refused with nothing sent', async (_, body) => {
    const error = await rejection(json()('/a', { method: 'POST', body }))
    expect(error).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/Nothing was sent\. Use via: 'requestRemote'/),
    })
    expect(world.forge.calls).toBe(0)
  })

  test('G5: a 401 that resolves as a bare error is a Response', async () => {
    const response = await json({ 'GET /no': () => Response.json({ message: 'no' }, { status: 401 }) })('/no')
    expect([response.status, await response.json()]).toEqual([401, { message: 'no' }])
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
