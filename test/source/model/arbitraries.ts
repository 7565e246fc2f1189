import fc from 'fast-check'
import type { Answer, Failure, SourceForm } from './bridge.js'
import type { Setup } from './setup.js'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Milliseconds, short and long alike, with fractions: clocks have them. */
export const durations: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 0.5, 1, 20, 500, second, 5 * second, 8 * second, 30 * second, minute, 15 * minute, hour),
  fc.integer({ min: 1, max: 40 }).map(halves => (halves * second) / 2),
  fc.integer({ min: 1, max: 90 }).map(minutes => minutes * minute),
  fc.constantFrom(day, 30 * day),
)

/** A moment in the life of the token or of its refresh, and how far from it. */
export const boundary: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('stale', 'unusable', 'expired', 'timeout', 'retry'),
    fc.constantFrom(-second, -1, -0.5, 0, 0.5, 1, 2, second),
  )
  .map(([moment, shift]) => `${moment} ${shift}`)

const latencies = fc.constantFrom(0, 0, 1, 300, 3 * second, 7999, 8000, 8001, 20 * second, minute)
const lives = fc.constantFrom(1, 4, 20, 60, 180, 900, 900, 900, 3600, 30 * 86_400)
const failures: Failure[] = ['error', 'string', 'undefined', 'empty', 'malformed', 'no-json', 'throw']

const fresh = fc.record({ kind: fc.constant('fresh' as const), latency: latencies, life: lives })
const failing = fc.record({
  kind: fc.constant('fail' as const),
  latency: latencies,
  how: fc.constantFrom(...failures),
})
const hanging = fc.constant({ kind: 'hang' as const })

export const answers: fc.Arbitrary<Answer> = fc.oneof(
  fresh,
  fresh,
  failing,
  hanging,
  fc.record({ kind: fc.constant('repeat' as const), latency: latencies, back: fc.nat(2) }),
  fc.record({
    kind: fc.constant('host-cached' as const),
    latency: latencies,
    life: fc.constantFrom(60, 900, 3600),
    left: fc.constantFrom(-60, 0, 1, 5, 20, 300),
  }),
  fc.record({
    kind: fc.constant('odd' as const),
    latency: latencies,
    odd: fc.constantFrom('no-iat' as const, 'no-exp' as const, 'exp-first' as const),
  }),
)

const forms: SourceForm[] = ['bridge', 'bridge', 'custom', 'custom-that-heeds-abort']

export const setups: fc.Arbitrary<Setup> = fc.record({
  options: fc.record({
    refreshLeeway: fc.constantFrom(minute, minute, 0, 5 * second, hour),
    expiryMargin: fc.constantFrom(5 * second, 5 * second, 0, second, hour),
    tokenTimeout: fc.constantFrom(8 * second, 8 * second, second, 0),
    autoRefresh: fc.constantFrom(true, true, true, false),
    prefetch: fc.constantFrom(false, false, true),
  }),
  form: fc.constantFrom(...forms),
  offset: fc.constantFrom(0, 0, 0, hour, -hour, 30 * second, -30 * second),
  jitter: fc.constantFrom(0, 0.5, 0.999),
  usual: fc.oneof(fresh, fresh, fresh, failing, hanging),
  page: fc.constantFrom('visible' as const, 'visible' as const, 'hidden' as const, 'none' as const),
})
