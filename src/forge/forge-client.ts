import ky from 'ky'
import type { ContextClaims } from '../shared/context-claims.js'
import { disposedError } from '../shared/errors.js'
import { readOptions } from '../shared/options.js'
import { onAbort, reasonOf, type Signal } from '../shared/promises.js'
import { isObject, named } from '../shared/values.js'
import { createBridgeLoader } from './bridge.js'
import { createForgeFetch } from './forge-fetch.js'
import type { ForgeClient, ForgeClientOptions } from './types.js'

/**
 * A client for Forge with the members of one for Connect, so that the same page code runs in both.
 *
 * @example
 * ```ts
 * const client = isForge()
 *   ? createForgeClient({ bridge: () => import('@forge/bridge'), remote: 'backend', baseUrl: 'https://app.example.com' })
 *   : createContextClient({ baseUrl: 'https://app.example.com' })
 * ```
 * @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range.
 */
export function createForgeClient(options: ForgeClientOptions): ForgeClient {
  const given = readOptions(options)
  const kyOptions = readOptions(given.ky, 'ky')
  const send = createForgeFetch(options)
  const loadBridge = createBridgeLoader(given.bridge)
  const disposal = new AbortController()

  /** Rejects callers that wait, and later ones, once the client is disposed or the caller leaves. */
  const whileOpen = <T>(work: () => Promise<T>, signal?: Signal): Promise<T> =>
    new Promise((resolve, reject) => {
      const signals = [disposal.signal, ...(signal ? [signal] : [])]
      const aborted = signals.find(({ aborted }) => aborted)
      if (aborted) {
        reject(reasonOf(aborted))
        return
      }
      const stops = signals.map(each => onAbort(each, () => reject(reasonOf(each))))
      work()
        .then(resolve, reject)
        .finally(() => {
          for (const stop of stops) stop()
        })
    })

  const fetch: ForgeClient['fetch'] = (...args) => whileOpen(() => send(...args))
  const { baseUrl } = given
  const client = {
    fetch: named(fetch, 'fetch', 1),
    http: ky.create({ ...kyOptions, ...(baseUrl === undefined ? {} : { baseUrl: `${baseUrl}` }), fetch }),
    getClaims: async (options?: { signal?: Signal }) =>
      claimsOf(await whileOpen(async () => (await loadBridge()).view.getContext(), options?.signal)),
    dispose: () => disposal.abort(disposedError()),
  }
  if (Symbol.dispose) Object.defineProperty(client, Symbol.dispose, { value: client.dispose })
  return client as ForgeClient // `Symbol.dispose` is there where the engine has it.
}

/** The context of Forge in the shape of a context token's claims, where there is a counterpart (G7). */
function claimsOf(given: unknown): Partial<ContextClaims> {
  const context = isObject(given) ? (given as Record<string, unknown>) : {}
  const claims: Partial<ContextClaims> = {}
  const { accountId, extension } = context
  if (typeof accountId === 'string') claims.sub = accountId
  if (!isObject(extension)) return claims
  const { issue, project, content, space, board, sprint } = extension as Record<string, unknown>
  const jira = members({ issue, project, board, sprint })
  const confluence = members({ content, space })
  if (jira) claims.context = { jira }
  else if (confluence) claims.context = { confluence }
  return claims
}

function members(of: Record<string, unknown>): Record<string, unknown> | undefined {
  const there = Object.entries(of).filter(([, value]) => isObject(value))
  return there.length > 0 ? Object.fromEntries(there) : undefined
}
