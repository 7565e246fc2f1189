// @vitest-environment node
import { isHTTPError, isTimeoutError } from 'ky'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createContextClient } from '../../../../src/client/context-client.js'
import type { ContextClientOptions } from '../../../../src/client/types.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { authorizations, origin, welcomingBackend } from '../support/backend.js'
import { stubBridge } from '../support/bridge.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { instantSource } from '../support/source.js'

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
})

function setUp(options: ContextClientOptions = {}) {
  const source = instantSource()
  const backend = welcomingBackend()
  const client = createContextClient({ getToken: source, baseUrl: origin, fetch: backend.fetch, ...options })
  return { source, backend, client, events: recordEvents(client) }
}

describe('client', () => {
  test('fetch, http, getToken and getClaims share one token', async () => {
    const { client, source, backend } = setUp()
    const { fetch } = client
    await fetch('/one')
    await client.http('/two').text()
    const token = await client.getToken()
    expect(await client.getClaims()).toMatchObject({ iss: 'fake-client-key', sub: 'fake-account-id' })
    expect(backend.requests.map(({ url }) => url)).toEqual([`${origin}/one`, `${origin}/two`])
    expect(authorizations(backend)).toEqual([`JWT ${token}`, `JWT ${token}`])
    expect(source.reasons).toEqual(['initial'])
  })

  test('T10: events of the cache are those of the client, with no token in them', async () => {
    const { client, backend, source, events } = setUp()
    backend.revoke(await client.getToken())
    await client.fetch('https://app.example.com/notes?code=secret')
    expect(events.refresh.map(({ reason }) => reason)).toEqual(['initial', 'rejected'])
    expect(events.rejected).toEqual([{ url: `${origin}/notes`, status: 401, retried: true }])
    const told = JSON.stringify(events)
    for (const part of source.tokens.flatMap(token => token.split('.'))) expect(told).not.toContain(part)
  })

  test('prefetch asks at creation only where there is a document', () => {
    expect(setUp().source.reasons).toEqual([])
    vi.stubGlobal('document', { baseURI: `${origin}/`, visibilityState: 'visible', addEventListener() {} })
    vi.stubGlobal('window', { addEventListener() {} })
    expect(setUp({ prefetch: false }).source.reasons).toEqual([])
    expect(setUp().source.reasons).toEqual(['initial'])
  })

  test('T11: after dispose() requests to the backend reject, all others go on', async () => {
    const { client, backend } = setUp()
    client.dispose()
    await expect(client.fetch('/notes')).rejects.toMatchObject({ code: 'disposed' })
    await client.fetch('https://other.example.com/')
    expect(authorizations(backend)).toEqual([null])
  })

  test('T11: `using` disposes it, where the engine has Symbol.dispose', async () => {
    const { client } = setUp()
    client[Symbol.dispose]()
    await expect(client.getToken()).rejects.toMatchObject({ code: 'disposed' })
    vi.stubGlobal('Symbol', Object.create(Symbol, { dispose: { value: undefined } }))
    expect(Object.getOwnPropertyNames(setUp().client)).not.toContain('undefined')
  })

  test('S2: tokenTimeout is that of the bridge, too: one that comes late is waited for so long', async () => {
    const client = createContextClient({ baseUrl: origin, tokenTimeout: 20_000 })
    const token = client.getToken()
    await vi.advanceTimersByTimeAsync(15_000)
    const ap = stubBridge()
    await vi.advanceTimersByTimeAsync(1000)
    expect([await token]).toEqual(ap.issued)
    client.dispose()
  })

  test('U2: another copy of the package finds what it needs of a client under a symbol of both', () => {
    const { client } = setUp()
    const internals = Reflect.get(client, Symbol.for('ap-context-fetch.client.2'))
    expect(internals).toHaveProperty('tokens', client.tokens)
  })

  test.each([
    ['options', null],
    ['getToken', { getToken: 'token' }],
    ['getToken', { getToken: null }],
    ['ky', { ky: null }],
    ['ky', { ky: 5 }],
    ['prefetch', { prefetch: 'yes' }],
    ['autoRefresh', { autoRefresh: 1 }],
    ['tokenTimeout', { tokenTimeout: '8s' }],
    ['allowedOrigins', { allowedOrigins: ['*'] }],
    ['scheme', { scheme: {} }],
  ])('a wrong %s throws and leaves nothing behind: %j', (name, options) => {
    const source = vi.fn(() => createFakeToken())
    const given = options && { getToken: source, ...options }
    // What a caller without types may pass.
    expect(() => createContextClient(given as ContextClientOptions)).toThrow(new RegExp(`^${name}: `))
    expect(source).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('client.http', () => {
  test('F12: json(), HTTPError and hooks work as ky documents', async () => {
    const { client } = setUp({
      fetch: async input => {
        const { url } = new Request(input)
        return url.endsWith('/missing') ? new Response('no', { status: 404 }) : Response.json({ url })
      },
      ky: { hooks: { beforeRequest: [({ request }) => request.headers.set('x-hook', '1')] } },
    })
    expect(await client.http('notes').json()).toEqual({ url: `${origin}/notes` })
    const error = await client.http('missing').catch(reason => reason)
    expect(isHTTPError(error) && error.response.status).toBe(404)
  })

  test('F12: a token error surfaces unwrapped, ky does not retry it', async () => {
    const source = vi.fn(() => Promise.reject(new Error('offline')))
    const { client, backend } = setUp({ getToken: source })
    await expect(client.http('notes')).rejects.toMatchObject({
      name: 'ContextTokenError',
      code: 'source-error',
    })
    expect(source).toHaveBeenCalledOnce()
    expect(backend.requests).toEqual([])
  })

  test('F12: its timeout runs while the token is awaited', async () => {
    const { client, backend } = setUp({
      getToken: () => new Promise(() => {}),
      ky: { timeout: 500, retry: 0 },
    })
    const failed = client.http('notes').catch(reason => reason)
    await vi.advanceTimersByTimeAsync(500)
    expect(isTimeoutError(await failed)).toBe(true)
    expect(backend.requests).toEqual([])
  })

  test('F12: the retry after a 401 is not one of its retries', async () => {
    const statuses = [503, 401, 200]
    const sent: number[] = []
    const { client } = setUp({
      ky: { retry: { limit: 1, delay: () => 1 } },
      fetch: async () => {
        const status = statuses.shift() ?? 500
        sent.push(status)
        return new Response(null, { status })
      },
    })
    const answer = client.http('notes')
    answer.catch(() => {})
    await vi.advanceTimersByTimeAsync(5)
    expect((await answer).status).toBe(200)
    expect(sent).toEqual([503, 401, 200])
  })

  test('F12: its fetch and its base URL stay ours', async () => {
    const foreign = { fetch: () => Promise.reject(new Error('not this one')), baseUrl: 'https://evil.test/' }
    const { client, backend } = setUp({ ky: foreign as NonNullable<ContextClientOptions['ky']> }) // untyped callers
    await client.http('notes')
    expect(backend.requests.map(({ url }) => url)).toEqual([`${origin}/notes`])
  })
})
