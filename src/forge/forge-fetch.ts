import { readOptions } from '../shared/options.js'
import { urlOfRequest } from '../shared/request.js'
import { parseUrl } from '../shared/url.js'
import { type Bridge, createBridge } from './bridge.js'
import { createFolder, pathOf } from './path.js'
import { answerOf, statusOf } from './read-answer.js'
import { readForgeBody, readJson, withoutStream } from './read-body.js'
import type { ForgeClient, ForgeFetchOptions } from './types.js'

/**
 * A `fetch` for Forge: what goes to the remote goes through the bridge, and Atlassian adds a token that the page never
 * sees; what goes elsewhere goes to the platform's `fetch`. What the bridge has no counterpart for (`redirect`,
 * `credentials`, `cache`, `mode` and others) is ignored. What becomes of a request's own `Authorization` header is up
 * to the host.
 *
 * A body that the bridge would damage rejects with a `TypeError` that says what to do instead; nothing was sent then.
 *
 * @throws `TypeError` or `RangeError` if an option is of the wrong type or out of range.
 */
export function createForgeFetch(options: ForgeFetchOptions): ForgeClient['fetch'] {
  const given = readOptions(options)
  return forgeFetch(createBridge(given).ask, given as ForgeFetchOptions) // It has checked what is required.
}

/** The same, through a bridge that is there already. */
export function forgeFetch(
  ask: Bridge['ask'],
  { remote, via = 'requestRemote', baseUrl }: ForgeFetchOptions,
): ForgeClient['fetch'] {
  if (via !== 'requestRemote' && via !== 'invokeRemote') {
    throw new TypeError(`via: expected 'requestRemote' or 'invokeRemote', got '${via}'`)
  }
  const folderOf = createFolder(baseUrl)
  // A method has the name of the platform's, and an argument with a default does not count for its length.
  return {
    async fetch(input: RequestInfo | URL, init: RequestInit | undefined = undefined): Promise<Response> {
      const folder = folderOf()
      const requested = urlOfRequest(input)
      const url = parseUrl(requested ?? `${input}`, folder)
      if (!folder || url?.origin !== folder.origin) return globalThis.fetch(input, init)
      const path = pathOf(url, folder)
      // The platform reads each member once, and its errors say what is wrong.
      const request = new Request(requested ? input : url, withoutStream(init))
      const { method, signal } = request
      return ask(async () => {
        const body = await readForgeBody(request)
        const headers = Object.fromEntries(request.headers)
        if (body instanceof FormData) delete headers['content-type'] // The bridge makes one with its own boundary.
        const asked = {
          path,
          method,
          headers,
          ...(body && { body: via === 'invokeRemote' ? readJson(body) : body }),
        }
        return async bridge => {
          let answer: unknown
          try {
            answer = await (via === 'requestRemote'
              ? bridge.requestRemote(remote, asked)
              : bridge.invokeRemote(asked))
          } catch (reason) {
            // G5: a backend's 401 may come as a rejection.
            if (statusOf(reason) !== 401) throw reason
            answer = reason
          }
          return answerOf(answer, method, url)
        }
      }, signal)
    },
  }.fetch
}
