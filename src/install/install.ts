import { type Installable, installableOf } from '../client/installable.js'
import type { ContextClient } from '../client/types.js'
import type { Fetch } from '../fetch/types.js'
import { option, readOptions, wrongType } from '../shared/options.js'
import { applyAll, type Patch, patchMethod } from './patch-method.js'
import { patchXhr } from './xhr.js'

/** Options of {@link installContextFetch}. */
export interface InstallOptions {
  /**
   * Replace `globalThis.fetch`.
   * @default true
   */
  fetch?: boolean | undefined
  /**
   * Patch `XMLHttpRequest`, where there is one.
   * @default true
   */
  xhr?: boolean | undefined
}

/**
 * Lets the page's own `fetch` and `XMLHttpRequest` send the tokens of `client`, for apps whose requests are
 * spread over code that cannot be changed: jQuery, axios, htmx, uploads with progress.
 *
 * The rules are those of {@link ContextClient.fetch}: only allowed origins, never a request that brings its
 * own authorization. URLs resolve against the page. A 401 to an `XMLHttpRequest` is not retried, the next
 * request has another token. Installing a client twice is once. Undo it before `client.dispose()`.
 *
 * @returns A function that restores what was there. What somebody else patched on top goes on working.
 * @throws `TypeError` if `client` is no client, an option is of the wrong type, or a method is locked;
 * `ContextTokenError` (`disposed`) if the client was disposed. Then nothing has changed.
 */
export function installContextFetch(client: ContextClient, options?: InstallOptions): () => void {
  const installable = installableOf(client)
  if (!installable) throw wrongType('client', 'a client of createContextClient', client)
  const disposal = installable.internals.disposal()
  if (disposal) throw disposal
  const given = readOptions(options)
  const parts = new Map<string, (own: Installable) => Patch[]>()
  if (option(given, 'fetch', true)) parts.set('fetch', patchFetch)
  if (option(given, 'xhr', true) && typeof XMLHttpRequest === 'function') parts.set('xhr', patchXhr)

  const { installed } = installable
  const missing = [...parts].filter(([name]) => !installed.has(name))
  const prepared = missing.map(([name, prepare]) => ({ name, patches: prepare(installable) }))
  applyAll(prepared.flatMap(({ patches }) => patches))
  for (const { name, patches } of prepared) {
    installed.set(name, () => {
      for (const patch of patches) patch.undo()
    })
  }

  const undos = [...parts.keys()].map(name => [name, installed.get(name)] as const)
  return () => {
    for (const [name, undo] of undos) {
      undo?.()
      if (installed.get(name) === undo) installed.delete(name)
    }
  }
}

function patchFetch({ settings, createPageFetch }: Installable): Patch[] {
  const patch = patchMethod(globalThis, 'fetch', (previous: Fetch, isOn) => {
    const before: Fetch = (...args) => Reflect.apply(previous, globalThis, args)
    const ours = createPageFetch(before)
    // What the client itself sends already went through its fetch.
    return (...args: Parameters<Fetch>) => (isOn() && settings.traffic.own === 0 ? ours : before)(...args)
  })
  return [patch]
}
