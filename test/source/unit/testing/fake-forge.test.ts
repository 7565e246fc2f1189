// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
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
    expect(await rejection(page.__bridge.callBridge('other'))).toMatchObject({
      message: expect.stringContaining('other'),
    })
    expect(() => page.__bridge.callBridge('invoke', { path: '/a', onDone: () => {} })).toThrow(
      /could not be cloned/,
    )
  })

  test.each<[string, () => unknown]>([
    ['backend', () => createFakeForge({ backend: undefined as never })],
    ['context', () => createFakeForge({ backend: createFakeBackend(), context: 5 as never })],
    ['mode', () => setUp().forge.failNext('expired' as never)],
    ['times', () => setUp().forge.failNext('hang', 0)],
    ['target', () => setUp().forge.install(5 as never)],
  ])('K5: a wrong %s throws an error that names it', (name, make) => {
    expect(make).toThrow(new RegExp(`^${name}: expected`))
  })
})
