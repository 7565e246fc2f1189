// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import type { TokenCache, TokenCacheOptions } from '../../../../src/cache/types.js'
import { createFakeToken, type FakeClaims } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { type InstantSource, instantSource } from '../support/source.js'

const start = Date.UTC(2026, 0, 1)
const minute = 60_000

useFakeClock(start)

/** A cache that holds a token, and asks for the next one on demand alone. */
async function cacheOf(
  answer: () => string,
  options?: TokenCacheOptions,
): Promise<{ cache: TokenCache; source: InstantSource }> {
  const source = instantSource(answer)
  const cache = createTokenCache(source, { autoRefresh: false, ...options })
  await cache.get()
  return { cache, source }
}

/** When the cached token is refreshed, and when it stops being usable, in ms from now, by trying. */
async function measure(answer: () => string, options?: TokenCacheOptions) {
  const probe = async (moment: number, isOver: (cache: TokenCache, source: InstantSource) => boolean) => {
    vi.setSystemTime(start)
    const { cache, source } = await cacheOf(answer, options)
    vi.advanceTimersByTime(moment)
    return isOver(cache, source)
  }
  const isStale = (cache: TokenCache, source: InstantSource) => {
    void cache.get()
    return source.reasons.length > 1
  }
  const isUnusable = (cache: TokenCache) => cache.peek() === undefined
  return {
    isStaleAt: (moment: number) => probe(moment, isStale),
    isUnusableAt: (moment: number) => probe(moment, isUnusable),
  }
}

describe('token cache: lifetime', () => {
  test.each<[string, number, TokenCacheOptions, number, number]>([
    ['a token of 15 minutes', 900, {}, 840_000, 895_000],
    ['a token of 20 s: leeway 20 %, margin 5 %', 20, {}, 16_000, 19_000],
    ['a token of 90 s: leeway 20 %, margin 5 %', 90, {}, 72_000, 85_500],
    ['zero is a value', 900, { refreshLeeway: 0, expiryMargin: 0 }, 900_000, 900_000],
    ['no leeway, some margin', 900, { refreshLeeway: 0 }, 895_000, 895_000],
    ['a leeway beyond the life', 900, { refreshLeeway: 9e9, expiryMargin: 9e9 }, 720_000, 855_000],
    ['undefined is the default', 900, {}, 840_000, 895_000],
  ])('T2: %s', async (_, seconds, options, stale, unusable) => {
    const token = () => createFakeToken({ iat: start / 1000, exp: start / 1000 + seconds })
    const { isStaleAt, isUnusableAt } = await measure(token, options)
    expect(await isStaleAt(stale - 1)).toBe(false)
    expect(await isStaleAt(stale)).toBe(true)
    expect(await isUnusableAt(unusable - 1)).toBe(false)
    expect(await isUnusableAt(unusable)).toBe(true)
  })

  test('T2: a token that the host had cached is clamped to the 20 s that it has left', async () => {
    const token = () => createFakeToken({ iat: start / 1000 - 880, exp: start / 1000 + 20 })
    const { isStaleAt, isUnusableAt } = await measure(token)
    expect(await isStaleAt(15_999)).toBe(false)
    expect(await isStaleAt(16_000)).toBe(true)
    expect(await isUnusableAt(18_999)).toBe(false)
    expect(await isUnusableAt(19_000)).toBe(true)
  })

  test.each<[string, { iat: unknown; exp: unknown }, number]>([
    ['the local clock is 10 min behind: shifted', { iat: 600, exp: 1500 }, 900_000],
    ['issued now', { iat: 0, exp: 900 }, 900_000],
    ['issued a while ago', { iat: -600, exp: 300 }, 300_000],
    ['the local clock may be ahead: used for exp − iat', { iat: -1500, exp: -600 }, 900_000],
    ['expires this very moment', { iat: -900, exp: 0 }, 900_000],
    ['no iat: exp alone', { iat: undefined, exp: 700 }, 700_000],
    ['no iat and expired', { iat: undefined, exp: -1 }, 5 * minute],
    ['no iat and expires this very moment', { iat: undefined, exp: 0 }, 5 * minute],
    ['an iat that is no number: exp alone', { iat: `${start / 1000 + 600}`, exp: 700 }, 700_000],
    ['no exp', { iat: 0, exp: undefined }, 5 * minute],
    ['an exp that is no number', { iat: 0, exp: `${start / 1000 + 900}` }, 5 * minute],
    ['an exp that is null', { iat: 0, exp: null }, 5 * minute],
    ['exp before iat', { iat: 100, exp: 50 }, 5 * minute],
    ['exp at iat', { iat: 50, exp: 50 }, 5 * minute],
  ])('T7: %s', async (_, { iat, exp }, life) => {
    const shift = (claim: unknown) => (typeof claim === 'number' ? start / 1000 + claim : claim)
    const claims = { iat: shift(iat), exp: shift(exp) } as FakeClaims // or what a host gets wrong
    const token = createFakeToken(claims)
    const { cache, source } = await cacheOf(() => token, { refreshLeeway: 0, expiryMargin: 0 })
    expect(cache.expiresAt).toBe(start + life)
    expect(await cache.get()).toBe(token)
    vi.advanceTimersByTime(life - 1)
    expect(cache.peek()).toBe(token)
    await cache.get()
    expect(source.reasons).toEqual(['initial'])
    vi.advanceTimersByTime(1)
    expect(cache.peek()).toBeUndefined()
  })

  test('T7: an exp that JSON makes infinite is no exp', async () => {
    const [header, payload = '', signature] = createFakeToken({ exp: 123456789 }).split('.')
    const json = Buffer.from(payload, 'base64url').toString().replace('123456789', '1e999')
    const token = [header, Buffer.from(json).toString('base64url'), signature].join('.')
    const { cache } = await cacheOf(() => token)
    expect(cache.expiresAt).toBe(start + 5 * minute)
  })

  test.each([
    ['ahead', { iat: start / 1000 - 7200, exp: start / 1000 - 6300 }],
    ['behind', { iat: start / 1000 + 7200, exp: start / 1000 + 8100 }],
  ])('T7: a local clock that is two hours %s costs no refresh per request', async (_, claims) => {
    const { cache, source } = await cacheOf(() => createFakeToken(claims))
    for (let i = 0; i < 100; i++) await cache.get()
    expect(source.reasons).toEqual(['initial'])
  })

  test('T7: a string that is no JWT is a malformed token, and is not kept', async () => {
    const cache = createTokenCache(() => 'a.b.c')
    await expect(cache.get()).rejects.toMatchObject({ code: 'malformed-token' })
    expect(cache.peek()).toBeUndefined()
  })
})
