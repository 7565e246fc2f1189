import { type Installable, installableOf } from '../client/installable.js'
import type { ContextClient } from '../client/types.js'
import { contextFetch } from '../fetch/context-fetch.js'
import type { Fetch } from '../fetch/types.js'
import { option, readOptions } from '../shared/options.js'
import { pageBase } from '../shared/url.js'
import { patch } from './patch.js'
import { installXhr } from './xhr.js'

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
 * @throws `TypeError` if `client` is no client, or an option of the wrong type.
 */
export function installContextFetch(client: ContextClient, options?: InstallOptions): () => void {
  const internals = installableOf(client)
  if (!internals) throw new TypeError('client: expected a client of createContextClient')
  const given = readOptions(options)
  const parts = {
    fetch: option(given, 'fetch', true) && installFetch,
    xhr: option(given, 'xhr', true) && typeof XMLHttpRequest === 'function' && installXhr,
  }
  const { installed } = internals
  const undos: [name: string, undo: () => void][] = []
  for (const [name, install] of Object.entries(parts)) {
    if (!install) continue
    const undo = installed.get(name) ?? install(internals)
    installed.set(name, undo)
    undos.push([name, undo])
  }
  return () => {
    for (const [name, undo] of undos) {
      undo()
      if (installed.get(name) === undo) installed.delete(name)
    }
  }
}

function installFetch({ tokens, settings }: Installable): () => void {
  return patch(globalThis, 'fetch', (previous: Fetch) =>
    contextFetch(tokens, {
      ...settings,
      base: pageBase,
      ownBase: undefined,
      transport: (...args) => Reflect.apply(previous, undefined, args),
    }),
  )
}
