import type { ContextClaims } from '../shared/context-claims.js'
import { decodePart } from './json-part.js'
import type { FakeAP } from './types.js'

/** What a backend knows of tokens. */
export interface Knowledge {
  ap: Pick<FakeAP, 'issued'> | undefined
  /** What stands before the token. */
  prefix: string
  revoked: ReadonlySet<string>
}

/** What a request is let in with, or why it is not. The first two and the expiry say what ACE says. */
export type Verdict = { claims: ContextClaims } | { refusal: string }

/** Judges a request as `addon.authenticate(true)` of atlassian-connect-express does. */
export function authenticate({ headers, url }: Request, { ap, prefix, revoked }: Knowledge): Verdict {
  const token = new URL(url).searchParams.get('jwt') ?? tokenIn(headers.get('authorization'), prefix)
  if (!token) return { refusal: 'Could not find authentication data on request' }
  const claims = claimsOf(token)
  if (!claims) return { refusal: 'Invalid JWT: expected three parts, the second a JSON object' }
  if (revoked.has(token)) return { refusal: 'The token was revoked' }
  if (ap && !ap.issued.includes(token)) return { refusal: 'The fake AP of this backend issued no such token' }
  if (!Number.isFinite(claims.exp)) return { refusal: 'The token has no exp, a number of seconds' }
  if (Date.now() / 1000 >= claims.exp) {
    return { refusal: 'Authentication request has expired. Try reloading the page.' }
  }
  return { claims }
}

/** The answer to a request that is not let in: plain text, or JSON for who accepts it. */
export function refuse({ headers }: Request, message: string): Response {
  return headers.get('accept')?.includes('application/json')
    ? Response.json({ message }, { status: 401 })
    : new Response(message, { status: 401 })
}

/** The prefix counts to the letter: neither `jwt x` nor `Bearer x` is a token. */
const tokenIn = (authorization: string | null, prefix: string): string | undefined =>
  authorization?.startsWith(prefix) ? authorization.slice(prefix.length) : undefined

function claimsOf(token: string): ContextClaims | undefined {
  const parts = token.split('.')
  // As it is decoded: whatever the issuer put there.
  return parts.length === 3 ? (decodePart(parts[1] ?? '') as ContextClaims | undefined) : undefined
}
