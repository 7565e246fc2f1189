import { createQuoteSearch } from '../shared/secrets.js'
import { remember } from '../shared/values.js'

/** How many tokens are remembered, of those that were held and of those that were rejected. */
const limit = 16

/** What is known of tokens that may be gone: a slow answer may still bring them, an error may quote them. */
export interface TokenMemory {
  /** This token is held from now on. */
  hold(token: string): void
  /** This token was rejected when so many calls of the source had begun. */
  reject(token: string, calls: number): void
  /** This token is not rejected any more. */
  forgive(token: string): void
  isRejected(token: string): boolean
  /** Whether it was rejected, and that before this call of the source began. */
  wasRejectedBefore(call: number, token: string): boolean
  /** A search for parts of all tokens that are or were held (T10). */
  createQuoteSearch(): (text: string) => boolean
}

export function createTokenMemory(): TokenMemory {
  const held = new Map<string, true>()
  const rejected = new Map<string, number>()
  return {
    hold: token => {
      remember(held, limit, token, true)
      rejected.delete(token)
    },
    reject: (token, calls) => remember(rejected, limit, token, calls),
    forgive: token => void rejected.delete(token),
    isRejected: token => rejected.has(token),
    wasRejectedBefore: (call, token) => (rejected.get(token) ?? call) < call,
    createQuoteSearch: () => createQuoteSearch([...held.keys(), ...rejected.keys()]),
  }
}
