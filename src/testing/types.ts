import type { ContextClaims, ContextTokenContext } from '../shared/context-claims.js'

/**
 * Claims of a fake token. They replace the default ones; one that is `undefined` is left out of the token:
 * `{ sub: undefined }` is an anonymous user.
 */
export type FakeClaims = { [K in keyof ContextClaims]?: ContextClaims[K] | undefined }

/**
 * In which forms a {@link FakeAP} answers.
 *
 * - `both-forms`: as Jira and Confluence do today. With a callback it returns `undefined`, without one a promise.
 * - `callback-only`: as older products do. Without a callback it returns `undefined`, and nobody is answered.
 * - `promise-only`: a promise each time, a callback is never called. No product does so, some mocks do.
 */
export type FakeAPForm = 'both-forms' | 'callback-only' | 'promise-only'

/**
 * How a call of {@link FakeAP}'s `getToken` can fail.
 *
 * - `reject`: the product fails. The promise rejects with a **string**, the callback is called with no argument.
 * - `reject-undefined`: the same, with no reason.
 * - `undefined`: the product answers with no token. The promise rejects with `undefined`, the callback gets it.
 * - `throw`: `getToken` itself throws an `Error`.
 * - `hang`: no answer, until {@link FakeAP.release}.
 * - `malformed`: a string that is no JWT.
 * - `expired`: a token that has expired a second ago.
 * - `same-token`: the token that was issued last, as a product's cache may do; a new one if there is none.
 */
export type FakeAPFailure =
  | 'reject'
  | 'reject-undefined'
  | 'undefined'
  | 'throw'
  | 'hang'
  | 'malformed'
  | 'expired'
  | 'same-token'

/** Options of {@link createFakeAP}. All durations are in milliseconds. */
export interface FakeAPOptions {
  /**
   * How long a token lives: `exp` less `iat`.
   * @default 900000
   */
  lifetime?: number | undefined
  /**
   * How long an answer takes, by `setTimeout`. With 0 it takes no timer, so that a test with a fake clock need
   * not advance it; it still never comes within the call itself.
   * @default 0
   */
  latency?: number | undefined
  /**
   * Claims of all tokens, instead of the default ones.
   * @default {}
   */
  claims?: FakeClaims | undefined
  /**
   * In which forms it answers.
   * @default 'both-forms'
   */
  form?: FakeAPForm | undefined
}

/** `AP.context` of a {@link FakeAP}. Its functions work detached, as those of `all.js` do. */
export interface FakeContext {
  /** Promise form. Rejects with a string, or with `undefined`. */
  getToken(): Promise<string>
  /** Callback form. A call that failed calls back with no argument, or with `undefined`. */
  getToken(callback: (token?: string) => void): void
  /** Promise form: what the tokens' claim `context` says, a copy for each call. */
  getContext(): Promise<ContextTokenContext>
  /** Callback form of the same. */
  getContext(callback: (context?: ContextTokenContext) => void): void
}

/** What Atlassian's `all.js` puts on `globalThis.AP`, as far as tokens are concerned, and its remote control. */
export interface FakeAP {
  /** What an app asks for tokens, and for where it is shown. */
  readonly context: FakeContext
  /** How often `getToken` was called, in both forms and whatever came of it. */
  readonly calls: number
  /** The tokens that were answered, oldest first; no two are alike. */
  readonly issued: readonly string[]
  /**
   * Lets the next calls of `getToken` fail. Failures wait in line: each call takes one. A call in the callback
   * form that got no reason and the call in the promise form that follows, to learn it, share one.
   *
   * @param mode how
   * @param times how many of them
   * @throws `TypeError` if there is no such failure, `RangeError` if `times` is no positive whole number.
   */
  failNext(mode: FakeAPFailure, times?: number): void
  /** Answers all calls that hang, each with a token of its own. */
  release(): void
  /**
   * Puts this on `AP`.
   *
   * @param target where
   * @returns a function that restores exactly what was there. Calling it again does nothing.
   */
  install(target?: object): () => void
}

/**
 * Answers a request that was let in.
 *
 * @param request what was sent; its body is unread
 * @param claims what the request's token says
 */
export type FakeRoute = (request: Request, claims: ContextClaims) => Response | Promise<Response>

/** Options of {@link createFakeBackend}. */
export interface FakeBackendOptions {
  /**
   * The bridge whose tokens are known. Without one, every well-formed token is.
   */
  ap?: Pick<FakeAP, 'issued'> | undefined
  /**
   * What stands before the token in `Authorization`, and a space; `''`: nothing.
   * @default 'JWT'
   */
  scheme?: string | undefined
  /**
   * What requests with a good token get. A key is a method, a space and a path, without query: both are
   * compared exactly, the origin is not compared. The key `*` stands for all that no other key matches.
   * A request that matches none gets 404.
   *
   * @example
   * ```ts
   * {
   *   'GET /api/notes': () => Response.json([]),
   *   'POST /api/notes': async request => Response.json(await request.json(), { status: 201 }),
   * }
   * ```
   * @default {}
   */
  routes?: Record<string, FakeRoute> | undefined
}

/** A request as it arrived at a {@link FakeBackend}. */
export interface RecordedRequest {
  /** In capitals, as `fetch` sends it. */
  readonly method: string
  /** Absolute, with its query. */
  readonly url: string
  /** As they were sent, `Authorization` included. */
  readonly headers: Headers
  /** Empty without a body. Complete once the request is answered. */
  readonly body: Uint8Array
  /** What it was answered with; `undefined` before that. */
  readonly status: number | undefined
}

/** An app's backend, as far as tokens are concerned: it rejects a bad one as atlassian-connect-express does. */
export interface FakeBackend {
  /**
   * Sends a request to this backend; otherwise as the platform's `fetch`: relative URLs resolve against the
   * document, where there is one, and `signal` is heeded. May be detached.
   */
  readonly fetch: typeof globalThis.fetch
  /** All requests, also those with a 401, in the order in which they came. */
  readonly requests: readonly RecordedRequest[]
  /** From now on, `token` is answered with 401. */
  revoke(token: string): void
  /**
   * Puts {@link FakeBackend.fetch} on `fetch`, and the platform's `Headers`, `Request` and `Response` beside
   * it where they are missing, as under Jest with jsdom.
   *
   * @param target where
   * @returns a function that restores exactly what was there. Calling it again does nothing.
   * @throws `Error` if classes are missing and cannot be had; its message says what to do.
   */
  install(target?: object): () => void
}
