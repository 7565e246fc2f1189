import { describe, expect, test } from 'vitest'
import { lifetimeOf } from '../../../../src/cache/lifetime.js'
import type { ContextClaims } from '../../../../src/index.js'

/** When the token arrives, in seconds. */
const now = 1_700_000_000
const year = 365 * 24 * 3600
const unknown = 300
const latest = 1e11

describe('T7: how long a token lives from its arrival', () => {
  test.each<[string, object, number]>([
    ['what is left', { iat: now - 100, exp: now + 800 }, 800],
    ['what is left, by exp alone', { exp: now + 800 }, 800],
    ['the whole, where the local clock is behind', { iat: now + 50, exp: now + 950 }, 900],
    ['the whole, where it seems expired', { iat: now - 1000, exp: now - 100 }, 900],
    ['the whole, with less than a second left', { iat: now - 899, exp: now + 0.999 }, 899.999],
    ['what is left, with a second', { iat: now - 899, exp: now + 1 }, 1],
    ['a year', { iat: now, exp: now + year }, year],
    ['unknown: more than a year', { iat: now, exp: now + year + 1 }, unknown],
    ['unknown: no exp', { iat: now }, unknown],
    ['unknown: expired, and no iat', { exp: now - 1 }, unknown],
    ['unknown: exp is a text', { iat: now, exp: `${now + 900}` }, unknown],
    ['unknown: exp is not finite', { iat: now, exp: Infinity }, unknown],
    ['what is left: iat is a text', { iat: `${now - 900}`, exp: now + 60 }, 60],
    ['unknown: exp is not after iat', { iat: now + 900, exp: now + 900 }, unknown],
    ['unknown: both are milliseconds', { iat: now * 1000, exp: (now + 900) * 1000 }, unknown],
    ['unknown: iat is milliseconds', { iat: now * 1000, exp: now + 900 }, unknown],
    ['unknown: exp is above 10¹¹', { iat: latest - 600, exp: latest + 1 }, unknown],
    ['the whole: exp is 10¹¹', { iat: latest - 600, exp: latest }, 600],
  ])('T7: %s', (_, claims, seconds) => {
    const { life, usableFor, freshFor } = lifetimeOf(claims as ContextClaims, now * 1000, 0, 0)
    for (const each of [life, usableFor, freshFor]) expect(each).toBeCloseTo(seconds * 1000, 0)
  })

  test.each([
    [
      { leeway: 60, margin: 5 },
      { fresh: 840, usable: 895 },
    ],
    [
      { leeway: 600, margin: 100 },
      { fresh: 720, usable: 855 },
    ],
    [
      { leeway: 0, margin: 5 },
      { fresh: 895, usable: 895 },
    ],
  ])('T2: leeway and margin, clamped: %j', ({ leeway, margin }, { fresh, usable }) => {
    const claims = { iat: now, exp: now + 900 } as ContextClaims
    expect(lifetimeOf(claims, now * 1000, leeway * 1000, margin * 1000)).toEqual({
      life: 900_000,
      freshFor: fresh * 1000,
      usableFor: usable * 1000,
    })
  })
})
