import { wrongType } from './options.js'

/** What `fetch` takes as a signal. Older ones have neither `reason` nor `throwIfAborted` (T5). */
export type Signal = AbortSignal | null | undefined

/** Why a signal is aborted. */
export const reasonOf = (signal: AbortSignal): unknown =>
  signal.reason === undefined ? new DOMException('Aborted', 'AbortError') : signal.reason

/** What whoever calls with this signal gets at once, whatever could be had for it. */
export function refusalOf(signal: Signal): Promise<never> | undefined {
  if (signal != null && typeof signal.addEventListener !== 'function') {
    return Promise.reject(wrongType('signal', 'an AbortSignal', signal))
  }
  return signal?.aborted ? Promise.reject(reasonOf(signal)) : undefined
}

/** The callbacks of each signal: one listener serves all of them, so that Node warns of no leak (T5). */
const listening = new WeakMap<AbortSignal, Set<() => void>>()

/** Calls back when the signal aborts, unless the returned function was called before. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = listening.get(signal) ?? listen(signal)
  callbacks.add(callback)
  return () => {
    if (callbacks.delete(callback) && callbacks.size === 0) stopListening(signal)
  }
}

function listen(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>()
  listening.set(signal, callbacks)
  signal.addEventListener('abort', callBack)
  return callbacks
}

function stopListening(signal: AbortSignal): void {
  listening.delete(signal)
  signal.removeEventListener('abort', callBack)
}

function callBack(this: AbortSignal): void {
  const callbacks = listening.get(this)
  stopListening(this)
  for (const callback of callbacks ?? []) callback()
}

/** Somebody who waits for a token, and may leave before it comes. */
export interface Waiter {
  resolve(token: string): void
  reject(error: unknown): void
}

/** A promise that is settled together with all of `waiters`. A caller that leaves is forgotten (T5). */
export function waitIn(waiters: Set<Waiter>, signal: Signal): Promise<string> {
  return new Promise((resolve, reject) => {
    let leave: (() => void) | undefined
    const waiter: Waiter = {
      resolve: token => {
        leave?.()
        resolve(token)
      },
      reject: error => {
        leave?.()
        reject(error)
      },
    }
    waiters.add(waiter)
    if (!signal) return
    leave = onAbort(signal, () => {
      waiters.delete(waiter)
      reject(reasonOf(signal))
    })
  })
}

/** Settles all of `waiters`, and empties the set. */
export function settle(waiters: Set<Waiter>, how: (waiter: Waiter) => void): void {
  const settled = [...waiters]
  waiters.clear()
  settled.forEach(how)
}
