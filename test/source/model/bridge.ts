import type { ContextTokenErrorCode } from '../../../src/shared/errors.js'
import { apTokenSource } from '../../../src/source/ap-source.js'
import type { RefreshReason, TokenSource } from '../../../src/source/types.js'
import { createFakeToken } from '../../../src/testing/index.js'
import type { VirtualClock } from './clock.js'

export type Failure = 'error' | 'string' | 'undefined' | 'empty' | 'malformed' | 'no-json' | 'throw'

/** What the source does when it is asked. A latency of 0 is an answer within the call itself. */
export type Answer =
  | { kind: 'fresh'; latency: number; life: number }
  | { kind: 'host-cached'; latency: number; life: number; left: number }
  | { kind: 'odd'; latency: number; odd: 'no-iat' | 'no-exp' | 'exp-first' }
  | { kind: 'repeat'; latency: number; back: number }
  | { kind: 'fail'; latency: number; how: Failure }
  | { kind: 'hang' }

/** How the source is reached: the bridge through `apTokenSource`, or one that the app brings. */
export type SourceForm = 'bridge' | 'custom' | 'custom-that-heeds-abort'

export interface Times {
  iat?: number
  exp?: number
}

/** One call of the source. */
export interface SourceCall {
  number: number
  reason: RefreshReason
  signal: AbortSignal
  /** Whether the bridge was reached: `AP` may be missing. */
  isAsked: boolean
  answer(what: Answer): void
}

/** Is told what happens at the source, when it happens. */
export interface SourceObserver {
  called(call: SourceCall): void
  answered(call: SourceCall, token: string, times: Times): void
  failed(call: SourceCall, code: ContextTokenErrorCode): void
  aborted(call: SourceCall): void
}

interface Reply {
  resolve(token?: unknown): void
  reject(reason?: unknown): void
}

const failures: Record<Failure, ContextTokenErrorCode> = {
  error: 'source-error',
  string: 'source-error',
  undefined: 'source-error',
  empty: 'source-error',
  throw: 'source-error',
  malformed: 'malformed-token',
  'no-json': 'malformed-token',
}

/** The product page: issues tokens by the true time, fails as it is told to, and may hang. */
export class Bridge {
  readonly issued: { token: string; times: Times }[] = []
  readonly hanging: SourceCall[] = []
  readonly planned: Answer[] = []
  isThere = true
  readonly source: TokenSource
  #calls = 0
  #current: SourceCall | undefined
  readonly #clock: VirtualClock
  readonly #usual: Answer
  readonly #observer: SourceObserver

  constructor(
    clock: VirtualClock,
    usual: Answer,
    form: SourceForm,
    tokenTimeout: number,
    observer: SourceObserver,
  ) {
    this.#clock = clock
    this.#usual = usual
    this.#observer = observer
    const inner: TokenSource =
      form === 'bridge' ? apTokenSource({ tokenTimeout }) : request => this.#custom(form, request.signal)
    this.source = request => {
      const call = { ...request, number: ++this.#calls, isAsked: false, answer: () => {} }
      this.#current = call
      observer.called(call)
      request.signal.addEventListener('abort', () => observer.aborted(call))
      return inner(request)
    }
  }

  /** What `globalThis.AP` is now. */
  get AP(): object | undefined {
    return this.isThere ? { context: { getToken: this.#getToken } } : undefined
  }

  /** The callback form of an older host; a call with no callback is the one that asks why (S3). */
  readonly #getToken = (callback?: (token?: unknown) => void): unknown => {
    if (!callback) return Promise.reject('the reason')
    this.#ask({ resolve: callback, reject: () => callback() })
    return undefined
  }

  #custom(form: SourceForm, signal: AbortSignal): string | Promise<string> {
    let now: unknown
    const promise = new Promise<unknown>((resolve, reject) => {
      const call = this.#current
      if (call && form === 'custom-that-heeds-abort') {
        signal.addEventListener('abort', () => {
          call.answer = () => {}
          reject(signal.reason)
        })
      }
      const keep = (token: unknown) => {
        now = token
        resolve(token)
      }
      this.#ask({ resolve: keep, reject })
    })
    // A source may return anything, that is what is tested.
    return (now ?? promise) as string | Promise<string>
  }

  #ask(reply: Reply): void {
    const call = this.#current
    if (!call) throw new Error('The bridge was asked, the source was not')
    let isAnswered = false
    call.isAsked = true
    call.answer = what => {
      if (isAnswered) return
      isAnswered = true
      this.#reply(call, what, reply)
    }
    const answer = this.planned.shift() ?? this.#usual
    if (answer.kind === 'hang') this.hanging.push(call)
    else if (answer.kind === 'fail' && answer.how === 'throw') {
      this.#observer.failed(call, failures.throw)
      throw new Error('thrown at the call')
    } else if (answer.latency > 0) this.#clock.set(() => call.answer(answer), answer.latency)
    else call.answer(answer)
  }

  #reply(call: SourceCall, what: Answer, { resolve, reject }: Reply): void {
    if (what.kind === 'hang') return
    if (what.kind === 'fail') {
      this.#observer.failed(call, failures[what.how])
      if (what.how === 'empty') resolve('')
      else if (what.how === 'malformed') resolve('no token')
      else if (what.how === 'no-json') resolve('e30.bm9uZQ.e30')
      else reject(reasons[what.how])
      return
    }
    const { token, times } = this.#token(what)
    this.#observer.answered(call, token, times)
    resolve(token)
  }

  #token(what: Exclude<Answer, { kind: 'fail' | 'hang' }>): { token: string; times: Times } {
    const last = what.kind === 'repeat' ? this.issued.at(-1 - what.back) : undefined
    if (last) return last
    const times = timesOf(what, Math.floor(this.#clock.truth / 1000))
    const made = { token: createFakeToken({ iat: undefined, exp: undefined, ...times }), times }
    this.issued.push(made)
    return made
  }
}

const reasons: Partial<Record<Failure, unknown>> = { error: new Error('refused'), string: 'refused' }

function timesOf(what: Answer, second: number): Times {
  switch (what.kind) {
    case 'fresh':
      return { iat: second, exp: second + what.life }
    case 'host-cached':
      return { iat: second - Math.max(0, what.life - what.left), exp: second + what.left }
    case 'odd':
      if (what.odd === 'no-iat') return { exp: second + 900 }
      return what.odd === 'no-exp' ? { iat: second } : { iat: second, exp: second - 1 }
    default:
      return { iat: second, exp: second + 900 }
  }
}
