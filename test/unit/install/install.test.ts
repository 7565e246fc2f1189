import { afterEach, describe, expect, test, vi } from 'vitest'
import { createContextClient, installContextFetch } from '../../../src/index.js'
import { createFakeToken } from '../../../src/testing/index.js'
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
})
