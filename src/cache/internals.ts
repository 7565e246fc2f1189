import type { Signal } from '../shared/promises.js'
import type { TokenCache } from './types.js'

/** What a cache does for those who send its tokens, beyond its public members. */
export interface CacheInternals {
  /** A usable token: at once if there is one, so that the request leaves in the tick of its call. */
  take(signal: Signal): string | Promise<string>
  /**
   * A backend rejected this token: it is set aside, unless another one has taken its place. That is a verdict
   * on a request, which may be wrong about the token (T15).
   */
  setAside(rejected: string): void
  /**
   * Another token in place of a rejected one: the one that is held, else one that the source is asked for.
   * That is the rejected one if the source has nothing else (F6); rejects if none can be had (F11).
   */
  replace(rejected: string, signal: Signal): Promise<string>
  /** Whether this token came because another one was rejected. */
  isReplacement(token: string): boolean
  /** Whether the token source makes a request with this signal, or right now (S7). */
  isSourceCall(signal?: Signal): boolean
  /** What everybody gets once the cache is disposed (T11). */
  disposal(): Error | undefined
}

const internals = new WeakMap<TokenCache, CacheInternals>()

export function setInternals(tokens: TokenCache, own: CacheInternals): void {
  internals.set(tokens, own)
}

/** A cache of another make is served too, as far as its public functions go. */
export function internalsOf(tokens: TokenCache): CacheInternals {
  return (
    internals.get(tokens) ?? {
      take: signal => tokens.peek() ?? tokens.get({ signal }),
      setAside: rejected => tokens.invalidate(rejected),
      replace: (rejected, signal) => {
        const held = tokens.peek()
        if (held !== undefined && held !== rejected) return Promise.resolve(held)
        tokens.invalidate(rejected)
        return tokens.get({ signal })
      },
      isReplacement: () => false,
      isSourceCall: () => false,
      disposal: () => undefined,
    }
  )
}
