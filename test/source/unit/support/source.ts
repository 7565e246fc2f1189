import { vi } from 'vitest'
import type { RefreshReason, TokenRequest, TokenSource } from '../../../../src/source/types.js'
import { createFakeToken } from '../../../../src/testing/index.js'

/** A call of a token source that waits for the test to answer it. */
export interface PendingCall {
  reason: RefreshReason
  signal: AbortSignal
  resolve(token: string): void
  reject(reason: unknown): void
}

/** A token source that answers when the test says so. */
export interface ControlledSource {
  source: TokenSource
  calls: PendingCall[]
  /** The latest call. */
  last(): PendingCall
}

export function controlledSource(): ControlledSource {
  const calls: PendingCall[] = []
  const last = () => {
    const call = calls.at(-1)
    if (!call) throw new Error('The source was not called')
    return call
  }
  const source: TokenSource = ({ reason, signal }) =>
    new Promise<string>((resolve, reject) => calls.push({ reason, signal, resolve, reject }))
  return { source, calls, last }
}

/** A token source that answers at once, with a new token each time unless told otherwise. */
export interface InstantSource extends TokenSource {
  /** Why it was asked, one for each call. */
  reasons: RefreshReason[]
  /** What it answered. */
  tokens: string[]
}

export function instantSource(answer: () => string = createFakeToken): InstantSource {
  const reasons: RefreshReason[] = []
  const tokens: string[] = []
  const source = ({ reason }: TokenRequest) => {
    reasons.push(reason)
    const token = answer()
    tokens.push(token)
    return token
  }
  return Object.assign(source, { reasons, tokens })
}

/** Lets everything happen that is due now. */
export const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0)
}

/** What a promise was rejected with; throws if it was not. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('Expected a rejection')
    },
    reason => reason,
  )

/** Where a promise stands now, without waiting for it. */
export async function stateOf(promise: Promise<unknown>): Promise<'pending' | 'fulfilled' | 'rejected'> {
  let state: 'pending' | 'fulfilled' | 'rejected' = 'pending'
  promise.then(
    () => {
      state = 'fulfilled'
    },
    () => {
      state = 'rejected'
    },
  )
  await settle()
  return state
}
