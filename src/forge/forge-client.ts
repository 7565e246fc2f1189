import ky from 'ky'
import type { ContextClaims } from '../shared/context-claims.js'
import { readOptions } from '../shared/options.js'
import { isObject } from '../shared/values.js'
import { createBridge } from './bridge.js'
import { forgeFetch } from './forge-fetch.js'
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
  const { ask, dispose } = createBridge(given)
  const fetch = forgeFetch(ask, given as ForgeClientOptions)
  const client = {
    fetch,
    // What is left out ky would take from `Object.prototype`.
    http: ky.create({ ...kyOptions, baseUrl: `${given.baseUrl ?? ''}`, fetch }),
    getClaims: async (options?: Parameters<ForgeClient['getClaims']>[0]) =>
      claimsOf(
        await ask(
          async () =>
            ({ view }) =>
              view.getContext(),
          options?.signal,
        ),
      ),
    dispose,
  }
  if (Symbol.dispose) Object.defineProperty(client, Symbol.dispose, { value: dispose })
  return client as ForgeClient // `Symbol.dispose` is there where the engine has it.
}

/** The context of Forge in the shape of a context token's claims, where there is a counterpart (G7). */
function claimsOf(context: unknown): Partial<ContextClaims> {
  const { accountId, extension } = Object(context)
  const claims: Partial<ContextClaims> = {}
  if (typeof accountId === 'string') claims.sub = accountId
  for (const [product, names] of Object.entries({
    jira: /^(issue|project|board|sprint)$/,
    confluence: /^(content|space)$/,
  })) {
    const members = Object.entries(Object(extension)).filter(
      ([name, value]) => names.test(name) && isObject(value),
    )
    if (members[0]) claims.context ??= { [product]: Object.fromEntries(members) }
  }
  return claims
}
