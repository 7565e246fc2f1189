// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { decodeContextToken } from '../../../../src/shared/claims.js'
import { createFakeToken, type FakeClaims } from '../../../../src/testing/index.js'
import { recordEvents } from '../support/events.js'

/** A cache whose source gives a token with each of these claims in turn. */
function setUp(...claims: FakeClaims[]) {
  const cache = createTokenCache(() => createFakeToken(claims.shift() ?? {}), { autoRefresh: false })
  return { cache, events: recordEvents(cache) }
}

describe('token cache: another user', () => {
  test.each<[string, FakeClaims, FakeClaims, string[]]>([
    ['another user', { sub: 'a' }, { sub: 'b' }, ['sub']],
    ['a logout', { sub: 'a' }, { sub: undefined }, ['sub']],
    ['another tenant', { iss: 'a' }, { iss: 'b' }, ['iss']],
    ['both', { iss: 'a', sub: 'a' }, { iss: 'b', sub: 'b' }, ['iss', 'sub']],
  ])(
    'T13: %s is announced by identitychange, with the names of the claims alone',
    async (_, a, b, claims) => {
      const { cache, events } = setUp(a, b)
      await cache.get()
      await cache.refresh()
      expect(events.identitychange).toEqual([{ claims }])
    },
  )

  test('T13: a first token, and one of the same user, change nothing', async () => {
    const { cache, events } = setUp({ sub: 'a' }, { sub: 'a', context: {} })
    await cache.get()
    await cache.refresh()
    expect(events.identitychange).toEqual([])
  })

  test('T13: it is announced before anybody gets the token, and before refresh', async () => {
    const { cache } = setUp({ sub: 'a' }, { sub: 'b' })
    const order: string[] = []
    cache.invalidate(await cache.get())
    cache.addEventListener('refresh', () => order.push('refresh'))
    cache.addEventListener('identitychange', () => order.push('identitychange'))
    await cache.get().then(() => order.push('got'))
    expect(order).toEqual(['identitychange', 'refresh', 'got'])
  })

  test('T13: it is told from the token before, also where that had been rejected or had expired', async () => {
    const { cache, events } = setUp({ sub: 'a' }, { sub: 'b' }, { sub: 'b' }, { sub: 'a' })
    cache.invalidate(await cache.get())
    cache.invalidate(await cache.get())
    cache.invalidate(await cache.get())
    await cache.get()
    expect(events.identitychange).toEqual([{ claims: ['sub'] }, { claims: ['sub'] }])
  })

  test('T11: a listener that gives the token of somebody else up gets the next one for those who wait', async () => {
    const { cache, events } = setUp({ sub: 'a' }, { sub: 'b' }, { sub: 'a' })
    cache.invalidate(await cache.get())
    cache.addEventListener('identitychange', () => cache.invalidate(cache.peek() ?? ''), { once: true })
    expect(decodeContextToken(await cache.get()).sub).toBe('a')
    expect(events.identitychange).toHaveLength(2)
  })

  test('T11: dispose() in an identitychange listener keeps the token from everybody', async () => {
    const { cache, events } = setUp({ sub: 'a' }, { sub: 'b' })
    cache.invalidate(await cache.get())
    cache.addEventListener('identitychange', () => cache.dispose())
    await expect(cache.get()).rejects.toMatchObject({ code: 'disposed' })
    expect(events.refresh).toHaveLength(1)
  })
})
