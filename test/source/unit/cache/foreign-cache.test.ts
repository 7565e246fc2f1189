// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { internalsOf } from '../../../../src/cache/internals.js'
import { createContextFetch, type TokenCache } from '../../../../src/index.js'
import { origin } from '../support/backend.js'

/** A cache that is not ours: what an app, or a test of one, may give to createContextFetch. */
function foreignCache(...tokens: string[]) {
  let held: string | undefined
  const cache = Object.assign(new EventTarget(), {
    get: vi.fn(async (_options?: { signal?: AbortSignal }) => {
      held ??= tokens.shift() ?? 'none'
      return held
    }),
    peek: () => held,
    refresh: async () => 'refreshed',
    invalidate: vi.fn((rejected: string) => {
      if (held === rejected) held = undefined
    }),
    expiresAt: undefined,
    dispose: () => {},
  })
  return cache as typeof cache & TokenCache
}

describe('a cache of another make', () => {
  test('F5: a context fetch over it sends its token, and another one after a 401', async () => {
    const cache = foreignCache('a', 'b')
    const sent: (string | null)[] = []
    const fetch = createContextFetch(cache, {
      baseUrl: origin,
      fetch: async (input, init) => {
        sent.push(new Request(input, init).headers.get('authorization'))
        return new Response(null, { status: sent.length === 1 ? 401 : 200 })
      },
    })
    const { signal } = new AbortController()
    expect((await fetch('/notes', { signal })).status).toBe(200)
    expect((await fetch('/notes', { signal })).status).toBe(200)
    expect(sent).toEqual(['JWT a', 'JWT b', 'JWT b'])
    expect(cache.invalidate.mock.calls).toEqual([['a']])
    expect(cache.get.mock.calls).toEqual([[{ signal }], [{ signal }]])
  })

  test('F5: a token that has taken the place of the rejected one is used, with no call', async () => {
    const cache = foreignCache('a')
    await cache.get()
    cache.get.mockClear()
    expect(await internalsOf(cache).replace('older', undefined)).toBe('a')
    expect([cache.get.mock.calls, cache.invalidate.mock.calls]).toEqual([[], []])
  })

  test('F8: a token is given up by invalidate()', () => {
    const cache = foreignCache()
    internalsOf(cache).setAside('a')
    expect(cache.invalidate.mock.calls).toEqual([['a']])
  })

  test('T11, S7, F7: it tells nothing of sources, replacements and disposal', () => {
    const { isReplacement, isSourceCall, disposal } = internalsOf(foreignCache())
    expect([isReplacement('a'), isSourceCall(), disposal()]).toEqual([false, false, undefined])
  })
})
