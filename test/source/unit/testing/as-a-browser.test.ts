// @vitest-environment node
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFakeBackend, createFakeToken, type FakeRoute } from '../../../../src/testing/index.js'
import { rejection } from '../support/source.js'

const token = createFakeToken()
const headers = { authorization: `JWT ${token}`, 'content-language': 'de', 'x-own': '1' }

/** What arrived, as both backends tell it. */
interface Arrival {
  method: string | undefined
  path: string
  authorization: string | undefined
  language: string | undefined
  own: string | undefined
  body: string
}

/** Real servers on two origins, which answer what the fake backend's routes answer. */
let origins: string[]
let servers: Server[]
let arrived: Arrival[] = []

const routes: Record<string, FakeRoute> = {
  '*': ({ url }) => {
    const { pathname, searchParams } = new URL(url)
    const location = searchParams.get('to')
    const status = Number(pathname.slice(1)) || 200
    return new Response(null, { status, headers: location === null ? {} : { location } })
  },
}

beforeAll(async () => {
  servers = [0, 1].map(() =>
    createServer(async (request, response) => {
      const { method, url = '', headers } = request
      const { authorization, 'content-language': language, 'x-own': own } = headers
      arrived.push({
        method,
        path: url,
        authorization,
        language,
        own: own as string,
        body: await text(request),
      })
      const answer = await routes['*']?.(new Request(`http://x${url}`), { exp: 0 } as never)
      response.writeHead(answer?.status ?? 500, Object.fromEntries(answer?.headers ?? [])).end()
    }),
  )
  origins = await Promise.all(
    servers.map(
      server =>
        new Promise<string>(resolve => {
          server.listen(0, '127.0.0.1', () =>
            resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
          )
        }),
    ),
  )
})
afterAll(() => Promise.all(servers.map(server => new Promise(resolve => server.close(resolve)))))

async function outcome(fetching: Promise<Response>) {
  try {
    const { status, url, redirected } = await fetching
    return { status, url, redirected }
  } catch (error) {
    return (error as Error).name
  }
}

async function compare(path: string, init: RequestInit) {
  const url = `${origins[0]}${path}`
  arrived = []
  const real = await outcome(fetch(url, init))
  const backend = createFakeBackend({ routes })
  const fake = await outcome(backend.fetch(url, init))
  const received = backend.requests.map(({ method, url, headers, body }): Arrival => {
    const { pathname, search } = new URL(url)
    return {
      method,
      path: pathname + search,
      authorization: headers.get('authorization') ?? undefined,
      language: headers.get('content-language') ?? undefined,
      own: headers.get('x-own') ?? undefined,
      body: new TextDecoder().decode(body),
    }
  })
  return { real, fake, received }
}

const cases = [301, 302, 303, 307, 308].flatMap(status =>
  ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].map(method => ({ status, method })),
)

describe('fake backend: redirects, beside the platform', () => {
  test.each(cases)('K4: $status after $method, to the same origin', async ({ status, method }) => {
    const init = { method, headers, ...(/POST|PUT/.test(method) && { body: 'text' }) }
    const { real, fake, received } = await compare(`/${status}?to=/200`, init)
    expect(fake).toEqual(real)
    expect(received).toEqual(arrived)
    expect(received).toHaveLength(2)
  })

  test.each(cases)('K4: $status after $method, to another origin, where no token arrives', async given => {
    const { status, method } = given
    const init = { method, headers, ...(/POST|PUT/.test(method) && { body: 'text' }) }
    const { received } = await compare(`/${status}?to=${encodeURIComponent(`${origins[1]}/200`)}`, init)
    expect(received).toEqual(arrived)
    expect(received.map(({ authorization }) => authorization)).toEqual([headers.authorization, undefined])
  })

  test.each([
    ['/302', {}],
    ['/302?to=/200%23part', {}],
    ['/302?to=http://', {}],
    ['/302?to=data:,x', {}],
    ['/302?to=/200', { redirect: 'error' }],
    ['/304?to=/200', {}],
  ] satisfies [string, RequestInit][])('K4: %s with %j', async (path, init) => {
    const { real, fake, received } = await compare(path, { headers, ...init })
    expect(fake).toEqual(real)
    expect(received).toEqual(arrived)
  })

  test.each<[string, RequestInit, string]>([
    ['/302?to=/200', { redirect: 'error' }, 'https://app.test/302?to=/200 redirects to /200'],
    ['/302?to=', {}, 'more than 20 redirects'],
    [
      '/302?to=data:,x',
      {},
      "https://app.test/302?to=data:,x redirects to 'data:,x', which is no http(s) URL",
    ],
    [
      '/302?to=xhttp:x',
      {},
      "https://app.test/302?to=xhttp:x redirects to 'xhttp:x', which is no http(s) URL",
    ],
  ])('K4: where a browser fails it says why: %s with %j', async (path, init, why) => {
    const asked = createFakeBackend({ routes }).fetch(`https://app.test${path}`, { headers, ...init })
    expect(await rejection(asked)).toEqual(new TypeError(`Failed to fetch: ${why}`))
  })

  test.each([
    ['/302?to=/200#first', 'https://app.test/200#first'],
    ['/302?to=/200%23own#first', 'https://app.test/200#own'],
  ])('K4: the fragment of %s goes along, unless there is another', async (path, url) => {
    let seen = ''
    const look: FakeRoute = request => {
      seen = request.url
      return routes['*']?.(request, { exp: 0 } as never) ?? new Response()
    }
    await createFakeBackend({ routes: { '*': look } }).fetch(`https://app.test${path}`, { headers })
    expect(seen).toBe(url)
  })

  test('K4: a redirect that has no end fails after twenty', async () => {
    const { real, fake, received } = await compare('/302?to=', { headers }) // To itself.
    expect(fake).toEqual(real)
    expect(received).toEqual(arrived)
    expect(received).toHaveLength(21)
  })

  test('K4: with `redirect: manual` a page learns nothing, as in a browser', async () => {
    const backend = createFakeBackend({ routes })
    const response = await backend.fetch('https://app.example.com/302?to=/200', {
      headers,
      redirect: 'manual',
    })
    const { type, status, ok, url } = response
    expect({ type, status, ok, url, headers: [...response.headers] }).toEqual({
      type: 'opaqueredirect',
      status: 0,
      ok: false,
      url: 'https://app.example.com/302?to=/200',
      headers: [],
    })
    expect(backend.requests).toHaveLength(1)
  })
})

describe('fake backend: abort', () => {
  test('K4: an abort before the body was read, and none after it was', async () => {
    const backend = createFakeBackend({ routes: { '*': () => new Response('welcome') } })
    const url = 'https://app.example.com/200'
    const controllers = [new AbortController(), new AbortController()]
    const [unread, read] = await Promise.all(
      controllers.map(({ signal }) => backend.fetch(url, { signal, headers })),
    )
    controllers[0]?.abort('later')
    expect(await rejection(unread?.text() ?? Promise.resolve())).toBe('later')
    expect(await read?.text()).toBe('welcome')
    controllers[1]?.abort()
    expect(read).toMatchObject({ url, status: 200, redirected: false })
  })

  test('K4: what tells where an answer came from can be replaced, as on the platform’s', async () => {
    const backend = createFakeBackend({ routes: { '*': () => new Response('welcome') } })
    const { signal } = new AbortController()
    const response = await backend.fetch('https://app.example.com/200', { signal, headers })
    const url = 'https://elsewhere.test/'
    Object.defineProperties(response, { url: { value: url }, redirected: { value: true } })
    expect(response).toMatchObject({ url, redirected: true })
  })
})

describe('fake backend: mode no-cors', () => {
  const sent = async (given: Record<string, string>) => {
    const backend = createFakeBackend({ routes })
    const init: RequestInit = { method: 'POST', body: 'x', mode: 'no-cors', headers: given }
    await backend.fetch('https://app.example.com/200', init)
    return Object.fromEntries(backend.requests[0]?.headers ?? [])
  }

  test('K4: a token, a header of one’s own and a type that no form has do not arrive', async () => {
    expect(await sent({ ...headers, accept: 'text/css', 'content-type': 'application/json' })).toEqual({
      accept: 'text/css',
      'content-language': 'de',
    })
    const language = { 'accept-language': 'de' }
    expect(await sent({ ...language, 'x-type': 'text/plain' })).toMatchObject(language)
    expect(await sent({ ...language, 'x-type': 'text/plain' })).not.toHaveProperty('x-type')
  })

  test.each(['text/plainer', 'application/x;text/plain'])('K4: the type %s does not', async type => {
    expect(await sent({ 'content-type': type })).toEqual({})
  })

  test.each([
    'text/plain;charset=UTF-8',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ])('K4: the type %s arrives', async type => {
    expect(await sent({ 'content-type': type })).toEqual({ 'content-type': type })
  })

  test('K4: other methods are refused by the platform itself', async () => {
    const backend = createFakeBackend({ routes })
    const init: RequestInit = { method: 'PUT', mode: 'no-cors' }
    expect(await rejection(backend.fetch('https://app.example.com/200', init))).toBeInstanceOf(TypeError)
    expect(backend.requests).toEqual([])
  })
})
