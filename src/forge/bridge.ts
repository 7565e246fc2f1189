import { disposedError } from '../shared/errors.js'
import { duration, wrongType } from '../shared/options.js'
import { reasonOf, type Signal } from '../shared/promises.js'
import { safeCause } from '../shared/safe-cause.js'
import { quotesJwt } from '../shared/secrets.js'
import { isObject } from '../shared/values.js'
import type { ForgeBridge, ForgeFetchOptions } from './types.js'

/** The bridge, for those who may leave: it knows neither a signal nor a timeout, so only their wait ends (G4). */
export interface Bridge {
  /**
   * What the call gets from the bridge that `prepare` comes to. It is not called once nobody waits. Rejects with what
   * `prepare` does, with the signal's reason, a `TimeoutError` or `disposed`, or a network error if the bridge fails.
   */
  ask<T>(prepare: () => Promise<(bridge: ForgeBridge) => Promise<T>>, signal?: Signal): Promise<T>
  /** Whoever waits, and whoever comes later, gets `disposed`. */
  dispose(): void
}

/** What the option should be, in messages. */
const expectedBridge = "() => import('@forge/bridge')"

/** @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range. */
export function createBridge(options: Partial<ForgeFetchOptions>): Bridge {
  const { bridge, remote } = options
  if (typeof bridge !== 'function' && !isObject(bridge)) {
    throw wrongType('bridge', expectedBridge, bridge)
  }
  if (typeof remote !== 'string' || !remote) {
    throw wrongType('remote', 'the key of a remote in the manifest', remote)
  }
  const timeout = duration(options, 'timeout', 30_000)
  const waiting = new Set<(reason: unknown) => void>()
  let closed: unknown
  let loading: Promise<ForgeBridge> | undefined

  const load = async () => {
    const module = typeof bridge === 'function' ? await bridge() : bridge
    // It is CommonJS: some bundlers put all of it on `default`.
    const found = [module, Object(module).default].find(it => it?.requestRemote)
    if (!found) throw wrongType('bridge', expectedBridge, module)
    return found as ForgeBridge // Only the functions that are called are looked at.
  }
  /** When it is first needed, and again if that failed: importing the bridge outside Forge throws. */
  const loadOnce = () => {
    loading ??= load().catch(error => {
      loading = undefined
      throw error
    })
    return loading
  }

  const ask: Bridge['ask'] = (prepare, signal) =>
    new Promise((resolve, reject) => {
      if (closed) throw closed
      if (signal?.aborted) throw reasonOf(signal)
      const leave = (reason?: unknown) => {
        waiting.delete(leave)
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        reject(reason)
      }
      const onAbort = () => leave(signal && reasonOf(signal))
      const timer = setTimeout(
        () => leave(new DOMException(`The Forge bridge did not answer within ${timeout} ms`, 'TimeoutError')),
        Math.min(timeout, 2 ** 31 - 1), // A longer delay would fire at once.
      )
      signal?.addEventListener('abort', onAbort)
      waiting.add(leave)
      prepare()
        .then(async call => {
          try {
            const loaded = await loadOnce()
            return await (waiting.has(leave) ? call(loaded) : (undefined as never))
          } catch (reason) {
            // G6: ky and others recognise a network error by these words.
            throw new TypeError(
              `Failed to fetch (the Forge bridge failed: check its import and the remote ${remote} in the manifest)`,
              safeCause(reason, quotesJwt),
            )
          }
        })
        .then(value => {
          resolve(value)
          leave() // It has its answer, so this only cleans up.
        }, leave)
    })

  const dispose = () => {
    closed ??= disposedError()
    for (const leave of waiting) leave(closed)
  }
  return { ask, dispose }
}
