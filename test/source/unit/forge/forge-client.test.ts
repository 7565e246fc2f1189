// @vitest-environment node
import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createForgeClient, createForgeFetch } from '../../../../src/forge/index.js'
import { createContextClient, sessionTokenSource } from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { rejection } from '../support/source.js'
import { createWorld, type ForgeWorld, origin } from './world.js'

let world: ForgeWorld

beforeEach(() => {
  world = createWorld({
    'GET /api/notes': () => Response.json(['a']),
    'POST /api/notes': async request => Response.json(await request.json()),
  })
})
afterEach(() => {
  world.restore()
  vi.unstubAllGlobals()
})

describe('createForgeClient()', () => {
  test('G7: http is ky over the bridge, with its base URL, and its errors', async () => {
    const client = createForgeClient(world.settings)
    expect(await client.http('api/notes').json()).toEqual(['a'])
    expect(await client.http.post('api/notes', { json: { text: 'Grüße' } }).json()).toEqual({ text: 'Grüße' })
    expect(await rejection(client.http('api/none'))).toMatchObject({
      name: 'HTTPError',
      response: { status: 404 },
    })
  })

  test('G6: ky retries a GET that got no answer, and no body that was refused', async () => {
    const client = createForgeClient({ ...world.settings, ky: { retry: { limit: 1, delay: () => 1 } } })
    world.forge.failNext('reject')
    expect(await client.http('api/notes').json()).toEqual(['a'])
    expect(world.forge.calls).toBe(2)
    await rejection(client.http.put('api/notes', { body: Uint8Array.of(1) }))
    expect(world.forge.calls).toBe(2)
  })

  test.each<[string, object, object]>([
    [
      'Jira',
      { issue: { key: 'A-1' }, project: { key: 'A' }, type: 'jira:issuePanel', issues: {}, subproject: {} },
      { jira: { issue: { key: 'A-1' }, project: { key: 'A' } } },
    ],
    [
      'Confluence',
      { content: { id: '1' }, space: { key: 'S' }, spaces: {}, macrocontent: {} },
      { confluence: { content: { id: '1' }, space: { key: 'S' } } },
    ],
  ])('G7: getClaims() has the shape of a context token’s in %s', async (_, extension, context) => {
    world.restore()
    world = createWorld(undefined, { context: extension, accountId: 'me' })
    expect(await createForgeClient(world.settings).getClaims()).toEqual({ sub: 'me', context })
  })

  test('G7: sub is absent for nobody, and context where there is no counterpart', async () => {
    world.restore()
    world = createWorld(undefined, { accountId: null })
    expect(await createForgeClient(world.settings).getClaims()).toStrictEqual({})
  })

  test.each([undefined, {}, { accountId: 5 }])(
    'G7: claims of a context without extension: %j',
    async context => {
      const bridge = { requestRemote() {}, view: { getContext: async () => context } }
      expect(await createForgeClient({ ...world.settings, bridge }).getClaims()).toStrictEqual({})
    },
  )

  test('G7: its members are those of the other client, by their names', () => {
    const client = createForgeClient(world.settings)
    expect([client.fetch.name, client.fetch.length]).toEqual(['fetch', 1])
    expect(Reflect.get(client, Symbol.dispose)).toBe(client.dispose)
  })

  test('G7: where the engine has no Symbol.dispose, there is dispose() alone', () => {
    vi.stubGlobal('Symbol', Object.create(Symbol, { dispose: { value: undefined } }))
    expect(Object.getOwnPropertyNames(createForgeClient(world.settings))).toEqual([
      'fetch',
      'http',
      'getClaims',
      'dispose',
    ])
  })

  test('G7: ky of the wrong type is named', () => {
    const ky = 5 as unknown as object
    expect(() => createForgeClient({ ...world.settings, ky })).toThrow(
      new TypeError('ky: expected an object, got number'),
    )
  })

  test('G7: without baseUrl, http resolves against the page', async () => {
    vi.stubGlobal('document', { baseURI: 'https://page.test/app/' })
    const { baseUrl: _, ...settings } = world.settings
    expect(await createForgeClient(settings).http('https://page.test/app/api/notes').json()).toEqual(['a'])
  })

  test('G7: dispose() rejects whoever waits and comes later', async () => {
    const client = createForgeClient(world.settings)
    world.forge.failNext('hang', 2)
    const waiting = [rejection(client.fetch('/api/notes')), rejection(client.getClaims())]
    await vi.waitFor(() => expect(world.forge.calls).toBe(2))
    client.dispose()
    for (const asked of [...waiting, rejection(client.fetch('/api/notes')), rejection(client.getClaims())]) {
      expect(await asked).toMatchObject({ code: 'disposed' })
    }
    world.forge.release()
  })

  test('G7: after dispose() another origin is as far away as ever', async () => {
    const platform = vi.fn(async () => new Response('elsewhere'))
    vi.stubGlobal('fetch', platform)
    const client = createForgeClient(world.settings)
    client.dispose()
    expect(await (await client.fetch('https://elsewhere.test/')).text()).toBe('elsewhere')
  })

  test('G7: one that is disposed while its body is read sends nothing', async () => {
    const client = createForgeClient(world.settings)
    const asked = rejection(client.fetch('/api/notes', { method: 'POST', body: '{}' }))
    client.dispose()
    expect(await asked).toMatchObject({ code: 'disposed' })
    expect(world.bridge).not.toHaveBeenCalled()
  })

  test('G7: many who wait are no leak, and dispose() ends them all', async () => {
    const warnings: Error[] = []
    const onWarning = (warning: Error) => warnings.push(warning)
    process.on('warning', onWarning)
    const client = createForgeClient(world.settings)
    world.forge.failNext('hang', 100)
    const waiting = Array.from({ length: 100 }, () => rejection(client.fetch('/api/notes')))
    await vi.waitFor(() => expect(world.forge.calls).toBe(100))
    client.dispose()
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'disposed' })
    world.forge.release()
    await new Promise(resolve => setImmediate(resolve)) // Node warns later.
    process.off('warning', onWarning)
    expect(warnings).toEqual([])
  })

  test('G4, G7: getClaims() ends where the host does not answer', async () => {
    world.forge.failNext('hang')
    const error = await rejection(createForgeClient({ ...world.settings, timeout: 5 }).getClaims())
    expect(error).toMatchObject({ name: 'TimeoutError' })
    world.forge.release()
  })

  test('G6, G7, T10: getClaims() tells why there is no context, and no token', async () => {
    const secret = 'JWT eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
    const getContext = () => Promise.reject(Object.assign(new Error('no context'), { stack: secret, secret }))
    const bridge = { requestRemote() {}, view: { getContext } }
    const error = (await rejection(createForgeClient({ ...world.settings, bridge }).getClaims())) as Error
    expect(error).toMatchObject({ name: 'TypeError', message: expect.stringMatching(/^Failed to fetch \(/) })
    expect(error.cause).toMatchObject({ message: 'no context', stack: 'Error: no context' })
    expect(inspect(error, { showHidden: true })).not.toContain('eyJ')
  })

  test('G7: getClaims() heeds its signal', async () => {
    const client = createForgeClient(world.settings)
    expect(await rejection(client.getClaims({ signal: AbortSignal.abort('gone') }))).toBe('gone')
    expect(world.forge.calls).toBe(0)
    const { signal } = new AbortController()
    await client.getClaims({ signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('G8: a token of the app’s own backend comes through the bridge, and the rest goes straight to it', async () => {
    let made = 0
    world.restore()
    world = createWorld({
      'POST /session': () => Response.json({ token: createFakeToken({ sub: 'me', made: ++made }) }),
    })
    const direct: string[] = []
    const client = createContextClient({
      getToken: sessionTokenSource({
        url: `${origin}/session`,
        proof: null,
        fetch: createForgeFetch(world.settings),
      }),
      baseUrl: origin,
      scheme: 'Bearer',
      prefetch: false,
      fetch: async (_, init) => {
        direct.push(new Headers(init?.headers).get('authorization') ?? '')
        return new Response(null, { status: direct.length === 1 ? 401 : 200 })
      },
    })
    expect(
      (await client.fetch('/files', { method: 'POST', body: new Blob([Uint8Array.of(255)]) })).status,
    ).toBe(200)
    expect([world.forge.calls, direct.length, new Set(direct).size]).toEqual([2, 2, 2])
    for (const authorization of direct) expect(authorization).toMatch(/^Bearer ey/)
    client.dispose()
  })
})
