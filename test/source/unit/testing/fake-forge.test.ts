// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { decodeContextToken } from '../../../../src/index.js'
import { createFakeBackend, createFakeForge } from '../../../../src/testing/index.js'
import { rejection } from '../support/source.js'

type Bridge = { __bridge: { callBridge(name: string, payload?: unknown): Promise<unknown> } }

const setUp = () => {
  const backend = createFakeBackend({ scheme: 'Bearer', routes: { '*': () => new Response('welcome') } })
  const forge = createFakeForge({ backend, accountId: 'me', context: { issue: { key: 'A-1' } } })
  const page = {} as Bridge
  const restore = forge.install(page)
  const ask = (path = '/a') =>
    page.__bridge.callBridge('invoke', { path, method: 'GET', invokeType: 'ui-remote-fetch' })
  return { backend, forge, page, restore, ask }
}

/** What arrived at the backend last. */
const last = ({ backend }: ReturnType<typeof setUp>) => {
  const { method, url, headers, body } = backend.requests.at(-1) ?? {}
  return { method, url, type: headers?.get('content-type') ?? null, text: new TextDecoder().decode(body) }
}

describe('createFakeForge()', () => {
  test('K5: puts the bridge there, and takes all of it away', () => {
    const { page, restore } = setUp()
    expect(Object.keys(page).sort()).toEqual(['FileReader', '__bridge'])
    restore()
    expect(page).toEqual({})
  })

  test('K5: in Node it brings a Request that takes an empty URL, and otherwise the platform’s', () => {
    const { Request: platform } = globalThis
    const restore = setUp().forge.install()
    expect(new Request('').url).toBe('https://page.test/')
    expect(new Request('https://app.test/x')).toBeInstanceOf(platform)
    restore()
    expect(globalThis.Request).toBe(platform)
  })

  test('K5: the backend gets each request with an invocation token, no two alike', async () => {
    const { ask, backend, forge } = setUp()
    await Promise.all([ask(), ask()])
    expect(backend.requests.map(({ headers }) => headers.get('authorization'))).toEqual(
      forge.issued.map(token => `Bearer ${token}`),
    )
    expect(new Set(forge.issued).size).toBe(2)
  })

  test('K5: getContext tells who and where', async () => {
    const { page } = setUp()
    expect(await page.__bridge.callBridge('getContext')).toEqual({
      accountId: 'me',
      extension: { issue: { key: 'A-1' } },
    })
  })

  test('K5: without options of its own it is a user’s page that is nowhere; with null it is nobody’s', async () => {
    const context = (options: object) => {
      const page = {} as Bridge
      createFakeForge({ backend: createFakeBackend(), ...options }).install(page)
      return page.__bridge.callBridge('getContext')
    }
    expect(await context({})).toStrictEqual({ accountId: 'fake-account-id', extension: {} })
    expect(await context({ accountId: null })).toStrictEqual({ accountId: undefined, extension: {} })
  })

  test('K5: the invocation token says whose it is and who made it, and it is no context token', async () => {
    const { ask, forge } = setUp()
    await ask()
    const claims = decodeContextToken(forge.issued[0] ?? '')
    expect(claims).toMatchObject({ iss: 'forge/invocation-token', sub: 'me' })
    expect(claims).not.toHaveProperty('qsh')
    const nobody = createFakeForge({ backend: createFakeBackend(), accountId: null })
    const page = {} as Bridge
    nobody.install(page)
    await page.__bridge.callBridge('invoke', { path: '/' })
    expect(decodeContextToken(nobody.issued[0] ?? '')).not.toHaveProperty('sub')
  })

  test('K5: invokeRemote sends a value as JSON, and says so; without a value no type', async () => {
    const world = setUp()
    const invoke = (payload: object) => world.page.__bridge.callBridge('invoke', payload)
    const url = 'https://remote.test/a'
    await invoke({ path: '/a', method: 'PUT', headers: { 'content-type': 'text/x' }, body: ['ü'] })
    expect(last(world)).toEqual({ method: 'PUT', url, type: 'application/json', text: '["ü"]' })
    await invoke({ path: '/a' })
    expect(last(world)).toEqual({ method: 'GET', url, type: null, text: '' })
  })

  test('K5: requestRemote sends the text as it is, of the type that it has', async () => {
    const world = setUp()
    const request = { path: '/a', method: 'POST', headers: [['content-type', 'text/x']], body: '"ü"' }
    await world.page.__bridge.callBridge('fetch', { fetchRequestInit: request, isMultipartFormData: false })
    expect(last(world)).toMatchObject({ method: 'POST', type: 'text/x', text: '"ü"' })
  })

  test('K5: requestRemote sends a form with its files, and takes their names for no fields', async () => {
    let received: FormData | undefined
    const forge = createFakeForge({
      backend: createFakeBackend({
        scheme: 'Bearer',
        routes: {
          '*': async request => {
            received = await request.formData()
            return new Response()
          },
        },
      }),
    })
    const page = {} as Bridge
    forge.install(page)
    const fields = {
      text: 'x',
      __fileNamesake: 'y',
      my__fileName: 'z',
      file: 'data:text/x;base64,AP8=',
      __fileName: 'a.bin',
      __fileType: 'text/x',
      file12: 'AA==',
      __file12Name: 'b.bin',
    }
    const body = JSON.stringify(fields)
    const request = { path: '/a', method: 'POST', headers: [['content-type', 'text/x']], body }
    await page.__bridge.callBridge('fetch', { fetchRequestInit: request, isMultipartFormData: true })
    const arrived = await Promise.all(
      [...(received ?? [])].map(async ([name, value]) =>
        typeof value === 'string'
          ? [name, value]
          : [name, value.name, value.type, [...new Uint8Array(await value.arrayBuffer())]],
      ),
    )
    expect(arrived).toEqual([
      ['text', 'x'],
      ['__fileNamesake', 'y'],
      ['my__fileName', 'z'],
      ['file', 'a.bin', 'text/x', [0, 255]],
      ['file12', 'b.bin', 'application/octet-stream', [0]],
    ])
  })

  test.each<[string | undefined, boolean]>([
    [undefined, false],
    ['text/x', false],
    ['application/json', false],
    ['application/vnd.api+json', false],
    ['image/png', true],
    ['image/x;as=text/x', true],
  ])('K5: requestRemote gives a body of the type %s as base64: %s', async (type, isAttachment) => {
    const headers = type === undefined ? {} : { 'content-type': type }
    const answer = () => new Response(new TextEncoder().encode('{}'), { headers })
    const page = {} as Bridge
    const backend = createFakeBackend({ scheme: 'Bearer', routes: { '*': answer } })
    createFakeForge({ backend }).install(page)
    const payload = { fetchRequestInit: { path: '/', headers: [] }, isMultipartFormData: false }
    expect(await page.__bridge.callBridge('fetch', payload)).toMatchObject({
      isAttachment,
      body: isAttachment ? btoa('{}') : '{}',
    })
    // invokeRemote gives the value of what is JSON, and any other body as a text.
    const { payload: invoked } = (await page.__bridge.callBridge('invoke', { path: '/' })) as {
      payload: { body: unknown }
    }
    expect(invoked.body).toEqual(type?.includes('json') ? {} : '{}')
  })

  test('K5: a page whose Request takes an empty URL keeps it', () => {
    class Browsers {
      constructor(url: string) {
        if (url !== '') throw new TypeError('never asked')
      }
    }
    const page = { Request: Browsers }
    setUp().forge.install(page)
    expect(page.Request).toBe(Browsers)
  })

  test('K5: its FileReader reads a file as a data: URL, and tells everybody', async () => {
    const page = {} as { FileReader: typeof FileReader }
    setUp().forge.install(page)
    const reader = new page.FileReader()
    const heard: string[] = []
    reader.onload = () => heard.push('onload')
    const ended = new Promise<void>(resolve => reader.addEventListener('loadend', () => resolve()))
    reader.onloadend = () => heard.push('onloadend')
    reader.readAsDataURL(new Blob([Uint8Array.of(0, 255)], { type: 'image/png' }))
    await ended
    expect([reader.result, ...heard]).toEqual(['data:image/png;base64,AP8=', 'onload', 'onloadend'])
  })

  test('K5: fails on demand, call by call, and counts', async () => {
    const { ask, forge, page } = setUp()
    forge.failNext('reject', 2)
    forge.failNext('throw')
    for (let time = 0; time < 2; time++)
      expect(await rejection(ask())).toMatchObject({ message: expect.stringContaining('rejects') })
    expect(() => page.__bridge.callBridge('invoke', {})).toThrow('throws')
    expect(await ask()).toMatchObject({ success: true, payload: { status: 200, body: 'welcome' } })
    expect(forge.calls).toBe(4)
  })

  test('K5: what hangs is answered by release()', async () => {
    const { ask, forge } = setUp()
    forge.failNext('hang')
    const settled = vi.fn()
    const asked = ask().then(settled)
    await ask()
    expect(settled).not.toHaveBeenCalled()
    forge.release()
    await asked
    expect(settled).toHaveBeenCalledWith(expect.objectContaining({ success: true }))
  })

  test('K5: a call that it does not know, and one that cannot be sent to a frame, fail', async () => {
    const { page } = setUp()
    for (const payload of [undefined, null, {}, 'path']) {
      expect(await rejection(page.__bridge.callBridge('other', payload))).toMatchObject({
        message: 'The fake Forge does not know the call other',
      })
    }
    expect(() => page.__bridge.callBridge('invoke', { path: '/a', onDone: () => {} })).toThrow(
      /could not be cloned/,
    )
  })

  test.each<[string, () => unknown]>([
    ['options', () => createFakeForge(5 as never)],
    ['backend', () => createFakeForge({ backend: undefined as never })],
    ['context', () => createFakeForge({ backend: createFakeBackend(), context: 5 as never })],
    ['mode', () => setUp().forge.failNext('expired' as never)],
    ['times', () => setUp().forge.failNext('hang', 0)],
    ['target', () => setUp().forge.install(5 as never)],
  ])('K5: a wrong %s throws an error that names it', (name, make) => {
    expect(make).toThrow(new RegExp(`^${name}: expected`))
  })
})
