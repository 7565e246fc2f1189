// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { origin } from '../support/backend.js'
import { useFakeClock } from '../support/clock.js'
import { instantSource } from '../support/source.js'

useFakeClock()

/** A backend whose routes refuse what they are told to; `ask` gives the status and how many tokens that cost. */
function setUp(answer?: () => string) {
  const source = instantSource(answer)
  const refuses = new Set<string>()
  const held = new Map<string, Promise<void>>()
  const fetch = createContextFetch(createTokenCache(source), {
    baseUrl: origin,
    fetch: async input => {
      const path = new URL(String(input)).pathname
      const status = refuses.has(path) ? 401 : 200
      await held.get(path)
      return new Response(null, { status })
    },
  })
  const ask = async (path: string) => {
    const before = source.reasons.length
    const { status } = await fetch(path)
    return [status, source.reasons.length - before]
  }
  return { ask, refuses, held }
}

const token = createFakeToken()
const onlyOne = () => setUp(() => token)

describe('F7, F6: who pauses where the source has nothing but the rejected token', () => {
  test.each([['/other'], ['/a', '/b'], ['/a', '/b', '/c']])(
    'F7: accepted elsewhere, by %s and others, the URL that rejects',
    async (...accepting) => {
      const { ask, refuses } = onlyOne()
      for (const path of accepting) await ask(path)
      for (const path of ['/a', '/new']) refuses.add(path)
      expect(await ask('/a')).toEqual([401, 1])
      expect(await ask('/a')).toEqual([401, 0])
      expect(await ask('/new')).toEqual([401, 1])
      vi.advanceTimersByTime(9999)
      expect(await ask('/a')).toEqual([401, 0])
      vi.advanceTimersByTime(1)
      expect(await ask('/a')).toEqual([401, 1])
    },
  )

  test.each([
    ['nobody', []],
    ['the URL itself', ['/a', '/a']],
  ])('F7: accepted by %s, everything', async (_, accepting) => {
    const { ask, refuses } = onlyOne()
    for (const path of accepting) await ask(path)
    for (const path of ['/a', '/new']) refuses.add(path)
    await ask('/a')
    expect(await ask('/new')).toEqual([401, 0])
    vi.advanceTimersByTime(10_000)
    expect(await ask('/new')).toEqual([401, 1])
  })

  test('F7: a URL that accepts again has no pause, and no past', async () => {
    const { ask, refuses } = onlyOne()
    for (const path of ['/a', '/b']) await ask(path)
    refuses.add('/a')
    await ask('/a')
    refuses.delete('/a')
    await ask('/a')
    refuses.add('/a')
    expect(await ask('/a')).toEqual([401, 1])
  })
})

describe('F7: a URL that rejects a second token, which another has accepted', () => {
  test('F7: pauses alone, for all that comes within ten seconds', async () => {
    const { ask, refuses, held } = setUp()
    await ask('/api')
    refuses.add('/legacy')
    let go = () => {}
    const first = ask('/legacy')
    held.set('/legacy', new Promise(resolve => (go = resolve)))
    await vi.advanceTimersByTimeAsync(0) // The second token is on its way to /legacy.
    expect(await ask('/api')).toEqual([200, 0])
    go()
    expect(await first).toEqual([401, 1])
    refuses.add('/other')
    for (let time = 0; time < 3; time++) expect(await ask('/legacy')).toEqual([401, 0])
    expect(await ask('/other')).toEqual([401, 1])
  })
})

describe('F7: answers that accept nothing', () => {
  test.each([500, 502])('F7: %i after a 401 is no reason to refresh again', async status => {
    const source = instantSource()
    let count = 0
    const fetch = createContextFetch(createTokenCache(source), {
      baseUrl: origin,
      fetch: async () => new Response(null, { status: count++ % 2 ? status : 401 }),
    })
    for (let request = 0; request < 20; request++) await fetch('/notes')
    expect(source.reasons.length).toBeLessThanOrEqual(3)
  })
})
