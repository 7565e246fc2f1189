import type { ContextClaims } from '../shared/context-claims.js'

const minute = 60_000

/** How long a token may be trusted whose claims do not tell. */
const unknownLife = 5 * minute

/** How long a token lives from its arrival, all in milliseconds. */
export interface Lifetime {
  /** Until it expires. */
  life: number
  /** Until it is stale, and should be refreshed ahead of time. */
  freshFor: number
  /** Until it may not be sent any more. */
  usableFor: number
}

/** The lifetime of a token that arrives at `wall` (Unix ms), with leeway and margin clamped to it (T2). */
export function lifetimeOf(
  claims: ContextClaims,
  wall: number,
  refreshLeeway: number,
  expiryMargin: number,
): Lifetime {
  const life = lifeOf(claims, wall)
  const usableFor = life - Math.min(expiryMargin, life * 0.05)
  return { life, usableFor, freshFor: Math.min(usableFor, life - Math.min(refreshLeeway, life * 0.2)) }
}

/** T7: what the local clock can know about a token on its arrival. */
function lifeOf(claims: ContextClaims, wall: number): number {
  const expiresAt = milliseconds(claims.exp)
  if (expiresAt === undefined) return unknownLife
  const left = expiresAt - wall
  const issuedAt = milliseconds(claims.iat)
  if (issuedAt === undefined) return left > 0 ? left : unknownLife
  const whole = expiresAt - issuedAt
  if (whole <= 0) return unknownLife
  // More left than the whole: the local clock is behind. Expired already: it may be ahead, the backend decides.
  return left > 0 ? Math.min(left, whole) : whole
}

/** The claims are not verified: a time may be anything. */
function milliseconds(seconds: unknown): number | undefined {
  const ms = typeof seconds === 'number' ? seconds * 1000 : NaN
  return Number.isFinite(ms) ? ms : undefined
}
