import { afterEach, describe, expect, test, vi } from 'vitest'
import { createContextClient, installContextFetch } from '../../../src/index.js'
import { createFakeToken } from '../../../src/testing/index.js'

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
    const platform = vi.fn((..._: Parameters<typeof fetch>) => Promise.resolve(new Response()))
    vi.stubGlobal('fetch', platform)
    const undo = installContextFetch(create())
    await fetch('https://app.test/a')
    undo()
    expect(fetch).toBe(platform)
    expect(new Headers(platform.mock.lastCall?.[1]?.headers).get('authorization')).toMatch(/^JWT ey/)
  })

  test("the client's own fetch goes through the patched one, with its token and once", async () => {
    const platform = vi.fn((..._: Parameters<typeof fetch>) =>
      Promise.resolve(new Response(null, { status: 401 })),
    )
    vi.stubGlobal('fetch', platform)
    const client = create()
    const undo = installContextFetch(client, { xhr: false })
    await client.fetch('https://app.test/a')
    undo()
    // F5: the refused one and one retry; not two of each.
    expect(platform).toHaveBeenCalledTimes(2)
  })
})
