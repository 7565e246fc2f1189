import { duration, option, readOptions, wrongType } from '../shared/options.js'
import { onAbort, reasonOf } from '../shared/promises.js'
import { isRequest, urlOfRequest } from '../shared/request.js'
import { safeCause } from '../shared/safe-cause.js'
import { quotesJwt } from '../shared/secrets.js'
import { after } from '../shared/timer.js'
import { parseUrl } from '../shared/url.js'
import { isObject, named } from '../shared/values.js'
import { createBridgeLoader } from './bridge.js'
import { createFolder, pathOf } from './path.js'
import { readInvocation, readResponse, statusOf } from './read-answer.js'
import { readForgeBody, readJson, refused } from './read-body.js'
import type { ForgeClient, ForgeFetchOptions, ForgeRequest } from './types.js'

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
  const loadBridge = createBridgeLoader(given.bridge)
  const remote = option(given, 'remote', '')
  if (!remote) throw wrongType('remote', 'the key of a remote in the manifest', given.remote)
  const via = option(given, 'via', 'requestRemote')
  if (via !== 'requestRemote' && via !== 'invokeRemote') {
    throw new TypeError(`via: expected 'requestRemote' or 'invokeRemote', got '${via}'`)
  }
  const timeout = duration(given, 'timeout', 30_000)
  const folderOf = createFolder(given.baseUrl)

  const ask = async (request: ForgeRequest, url: URL): Promise<Response> => {
    const { method } = request
    try {
      const bridge = await loadBridge()
      if (via === 'requestRemote')
        return readResponse(await bridge.requestRemote(remote, request), method, url)
      return readInvocation(await bridge.invokeRemote(request), method, url)
    } catch (reason) {
      // G5: a backend's 401 may come as a rejection.
      if (statusOf(reason) === 401) return readInvocation({ ...Object(reason), status: 401 }, method, url)
      throw noAnswer(reason, remote)
    }
  }

  const fetch: ForgeClient['fetch'] = async (input, init) => {
    const folder = folderOf()
    const url = parseUrl(urlOfRequest(input) ?? `${input}`, folder?.href)
    if (!url || !folder || url.origin !== folder.origin) return globalThis.fetch(input, init)
    const path = pathOf(url, folder)
    if (isStream(init?.body))
      throw refused('a stream', 'Read it first, if it is text; see sessionTokenSource for files.')
    // The platform reads every member once, and its errors say what is wrong.
    const request = new Request(isRequest(input) ? input : url, init)
    const { method, signal } = request
    if (signal.aborted) throw reasonOf(signal)
    const body = await readForgeBody(request)
    const headers = Object.fromEntries(request.headers)
    if (body instanceof FormData) delete headers['content-type'] // The bridge makes one with its own boundary.
    const value = via === 'invokeRemote' ? readJson(body) : body
    if (signal.aborted) throw reasonOf(signal)
    const asked = value === undefined ? { path, method, headers } : { path, method, headers, body: value }
    return within(ask(asked, url), timeout, signal)
  }
  return named(fetch, 'fetch', 1)
}

const isStream = (body: unknown): boolean =>
  isObject(body) && ('getReader' in body || Symbol.asyncIterator in body)

/** G4: the bridge knows neither a signal nor a timeout, so only the wait ends. */
function within<T>(answer: Promise<T>, timeout: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopTimer = after(timeout, () =>
      reject(new DOMException(`The Forge bridge did not answer within ${timeout} ms`, 'TimeoutError')),
    )
    const stopListening = onAbort(signal, () => reject(reasonOf(signal)))
    const end = () => {
      stopTimer()
      stopListening()
    }
    answer.then(resolve, reject).finally(end)
  })
}

/** G6: ky and others recognise a network error by these words. */
function noAnswer(reason: unknown, remote: string): TypeError {
  const cause = safeCause(reason, quotesJwt)
  return new TypeError(
    `Failed to fetch (the Forge bridge gave no answer: check that the manifest has the remote ${remote}, and the console of the product page)`,
    cause === undefined ? undefined : { cause },
  )
}
