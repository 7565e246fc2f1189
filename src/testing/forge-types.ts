import type { FakeBackend } from './types.js'

/**
 * How a call of the bridge can fail.
 *
 * - `reject`: the host fails, with an `Error`.
 * - `throw`: the call itself throws.
 * - `hang`: no answer, until {@link FakeForge.release}.
 */
export type FakeForgeFailure = 'reject' | 'throw' | 'hang'

/** Options of {@link createFakeForge}. */
export interface FakeForgeOptions {
  /**
   * What stands for the remote. It gets each request with an invocation token of the fake's making, so give it
   * `scheme: 'Bearer'`.
   */
  backend: FakeBackend
  /**
   * The Atlassian account id of the user; `null`: nobody is logged in.
   * @default 'fake-account-id'
   */
  accountId?: string | null | undefined
  /**
   * Where the page is shown: the `extension` of `view.getContext()`.
   * @default {}
   */
  context?: object | undefined
}

/** What `@forge/bridge` finds in a Custom UI page, and its remote control. */
export interface FakeForge {
  /** How often the bridge was called, whatever came of it. */
  readonly calls: number
  /** The invocation tokens that requests were sent with, oldest first. */
  readonly issued: readonly string[]
  /**
   * Lets the next calls of the bridge fail. Failures wait in line: each call takes one.
   *
   * @param mode how
   * @param times how many of them
   * @throws `TypeError` if there is no such failure, `RangeError` if `times` is no positive whole number.
   */
  failNext(mode: FakeForgeFailure, times?: number): void
  /** Answers all calls that hang. */
  release(): void
  /**
   * Puts this on `__bridge`, and beside it what the bridge needs and the environment lacks: in Node a `Request` that
   * takes an empty URL, and a `FileReader`. Do so before `@forge/bridge` is imported, which takes the bridge then.
   *
   * @param target where
   * @returns a function that restores exactly what was there. Calling it again does nothing.
   */
  install(target?: object): () => void
}
