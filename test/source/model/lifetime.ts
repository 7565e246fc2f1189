import type { Times } from './bridge.js'

const unknownLife = 5 * 60_000

/** How long a token lives, is usable, is fresh; in milliseconds from its arrival. */
export interface Boundaries {
  life: number
  usableFor: number
  freshFor: number
}

/** T7 as the contract words it: how long a token may be trusted that arrives at `wall`. */
export function lifeOnArrival({ iat, exp }: Times, wall: number): number {
  if (exp === undefined) return unknownLife
  const left = exp * 1000 - wall
  const seemsExpired = left < 1000
  if (iat === undefined) return seemsExpired ? unknownLife : left
  if (exp <= iat) return unknownLife
  const isClockBehind = iat * 1000 > wall
  return isClockBehind || seemsExpired ? (exp - iat) * 1000 : left
}

/** T2: the margin takes at most 5 %, the leeway at most 20 %, and a token is never fresh but not usable. */
export function boundaries(life: number, leeway: number, margin: number): Boundaries {
  const usableFor = life - Math.min(margin, life * 0.05)
  return { life, usableFor, freshFor: Math.min(usableFor, life - Math.min(leeway, life * 0.2)) }
}
