import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  type ContextClient,
  createContextClient,
  type InstallOptions,
  installContextFetch,
} from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { authorizations, refusingBackend, welcomingBackend } from '../support/backend.js'

const create = () =>
  createContextClient({
    getToken: () => createFakeToken(),
    prefetch: false,
    allowedOrigins: ['https://app.test'],
  })

afterEach(() => vi.unstubAllGlobals())

describe('U2: installContextFetch()', () => {
  test('where there is no XMLHttpRequest, only fetch is patched', async () => {
    vi.stubGlobal('XMLHttpRequest', undefined)
    const backend = welcomingBackend()
    vi.stubGlobal('fetch', backend.fetch)
    const undo = installContextFetch(create())
    await fetch('https://app.test/a')
    undo()
    expect(fetch).toBe(backend.fetch)
    expect(authorizations(backend)).toEqual([expect.stringMatching(/^JWT ey/)])
  })

  test("the client's own fetch goes through the patched one, with its token and once", async () => {
    const backend = refusingBackend()
    vi.stubGlobal('fetch', backend.fetch)
    const client = create()
    const undo = installContextFetch(client, { xhr: false })
    await client.fetch('https://app.test/a')
    undo()
    // F5: the refused one and one retry; not two of each.
    expect(backend.requests).toHaveLength(2)
  })

  test('what the page sends after the client has sent takes the token as before', async () => {
    const backend = welcomingBackend()
    vi.stubGlobal('fetch', backend.fetch)
    const client = create()
    const undo = installContextFetch(client, { xhr: false })
    await client.fetch('https://app.test/a')
    await fetch('https://app.test/b')
    undo()
    expect(new Set(authorizations(backend))).toEqual(new Set([`JWT ${await client.getToken()}`]))
  })

  test.each([
    ['client: expected a client of createContextClient, got undefined', () => undefined, {}],
    ['client: expected a client of createContextClient, got null', () => null, {}],
    ['client: expected a client of createContextClient, got object', () => ({}), {}],
    ['client: expected a client of createContextClient, got string', () => 'client', {}],
    ['options: expected an object, got null', create, null],
    ['fetch: expected a boolean, got string', create, { fetch: 'yes' }],
    ['xhr: expected a boolean, got number', create, { xhr: 1 }],
  ])(
    'a wrong value throws a TypeError that names it, and patches nothing: %s',
    (message, clientOf, options) => {
      const { fetch, XMLHttpRequest } = globalThis
      const { open } = XMLHttpRequest.prototype
      // What a caller without types may pass.
      const client = clientOf() as ContextClient
      const install = () => installContextFetch(client, options as InstallOptions)
      expect(install).toThrow(new TypeError(message))
      expect([globalThis.fetch, XMLHttpRequest.prototype.open]).toEqual([fetch, open])
    },
  )

  test('U2, T11: a client that was disposed throws `disposed`, and patches nothing', () => {
    const { fetch, XMLHttpRequest } = globalThis
    const { open } = XMLHttpRequest.prototype
    const client = create()
    client.dispose()
    expect(() => installContextFetch(client)).toThrow(expect.objectContaining({ code: 'disposed' }))
    expect([globalThis.fetch, XMLHttpRequest.prototype.open]).toEqual([fetch, open])
  })

  test('{ fetch: false } leaves fetch alone', () => {
    const { fetch } = globalThis
    const undo = installContextFetch(create(), { fetch: false, xhr: false })
    expect(globalThis.fetch).toBe(fetch)
    undo()
  })

  test('undone, it may be installed again, which an undo of before does not take back', () => {
    const { fetch } = globalThis
    const client = create()
    const install = () => installContextFetch(client, { xhr: false })
    const undo = install()
    undo()
    const again = install()
    undo()
    expect(globalThis.fetch).not.toBe(fetch)
    const twice = install() // is once
    twice()
    expect(globalThis.fetch).toBe(fetch)
    again()
    expect(globalThis.fetch).toBe(fetch)
  })
})
