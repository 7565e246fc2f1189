import type { ContextClaims } from '../shared/context-claims.js'

const second = 1000
const minute = 60 * second
const year = 365 * 24 * 60 * minute

/** A larger number must be milliseconds given as seconds. */
const latest = 1e11 * second

/** How long a token is used whose claims do not say when it expires. */
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
  const expiresAt = milliseconds(claims.exp) ?? Infinity
  if (expiresAt > latest) return unknownLife
  const issuedAt = milliseconds(claims.iat)
  const left = expiresAt - wall
  const whole = issuedAt === undefined ? undefined : expiresAt - issuedAt
  // With less than a second left it seems expired. The local clock may be ahead: the backend decides.
  const life = left < second ? (whole ?? 0) : Math.min(left, whole ?? left) // More left than the whole: it is behind.
  return life > 0 && life <= year ? life : unknownLife
}

/** The claims are not verified: a time may be anything. */
function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * second : undefined
}
