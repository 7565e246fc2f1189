import { checkCount, checkDuration, checkInstance, checkObject, checkOneOf } from './check.js'
import { answers, createPlan, failureNames } from './failures.js'
import { createFakeToken } from './fake-token.js'
import { forms, inForm } from './forms.js'
import { installOn } from './globals.js'
import type { FakeAP, FakeAPFailure, FakeAPOptions, FakeClaims, FakeContext } from './types.js'

/** The longest delay that `setTimeout` takes; a longer one fires at once. */
const longestDelay = 2 ** 31 - 1

/**
 * A bridge for tests, which behaves as that of `all.js` does: it answers asynchronously, in the callback form
 * or with a promise, tells a reason as a string and only in the promise form, swallows what a callback throws
 * (and logs it), and neither caches nor deduplicates. Time is `Date.now` and `setTimeout`, looked up at each
 * call, so that a fake clock drives it.
 *
 * @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range.
 *
 * @example
 * ```ts
 * const ap = createFakeAP({ lifetime: 60_000 })
 * const restore = ap.install()
 * ap.failNext('reject')
 * ```
 */
export function createFakeAP(options?: FakeAPOptions): FakeAP {
  const { lifetime = 900_000, latency = 0, form = 'both-forms', ...given } = checkObject('options', options)
  const seconds = checkDuration('lifetime', lifetime) / 1000
  checkDuration('latency', latency, longestDelay)
  checkOneOf('form', form, forms)
  const claims: FakeClaims = checkObject('claims', given.claims)

  const plan = createPlan()
  const hanging = new Set<() => void>()
  const issued: string[] = []
  let calls = 0
  /** Failures that were answered in the callback form, which the promise form may be asked to explain (K3). */
  let unexplained: FakeAPFailure[] = []

  const keep = (token: string): string => {
    issued.push(token)
    return token
  }
  const lifeFrom = (iat: number) => ({ iat, exp: iat + seconds })
  const now = () => Math.floor(Date.now() / 1000)
  const issuer = {
    issue: () => keep(createFakeToken({ ...lifeFrom(now()), ...claims })),
    issueExpired: () => keep(createFakeToken({ ...claims, ...lifeFrom(now() - seconds - 1) })),
    last: () => issued.at(-1),
  }

  const later = (run: () => void): void => {
    if (latency > 0) setTimeout(run, latency)
    else Promise.resolve().then(run)
  }

  const answerToken = inForm<string>(form, (hasCallback, reply) => {
    if (hasCallback) unexplained = []
    const failure = unexplained.shift() ?? plan.take()
    if (failure === 'throw') throw new Error('The fake AP throws, as the test asked')
    if (failure === 'hang') {
      hanging.add(() => reply({ value: issuer.issue() }))
      return
    }
    later(() => {
      const answer = failure ? answers[failure](issuer) : { value: issuer.issue() }
      if (failure && hasCallback && answer.value === undefined) unexplained.push(failure)
      reply(answer)
    })
  })

  const fake: Omit<FakeAP, 'calls' | 'install'> = {
    // The declared overloads are what `inForm` does.
    context: {
      getToken: (...args: unknown[]) => {
        calls += 1
        return answerToken(...args)
      },
      getContext: inForm(form, (_, reply) => later(() => reply({ value: copy(claims.context ?? {}) }))),
    } as FakeContext,
    issued,
    failNext: (mode, times = 1) => {
      plan.add(checkOneOf('mode', mode, failureNames), checkCount('times', times))
    },
    release: () => {
      for (const answer of hanging) later(answer)
      hanging.clear()
    },
  }
  const ap: FakeAP = {
    ...fake,
    get calls() {
      return calls
    },
    install: (target = globalThis) => installOn(checkInstance('target', target), { AP: ap }),
  }
  return ap
}

/** What a message to another frame makes of it. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))
