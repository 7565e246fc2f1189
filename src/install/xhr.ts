import type { Installable } from '../client/installable.js'
import { type Patch, patchGetter, patchMethod, patchSetter } from './patch-method.js'
import { readXhrBody } from './xhr-body.js'
import { judgeXhr } from './xhr-judge.js'
import { endWaiting, readOpen, waitForToken, type XhrRequest } from './xhr-request.js'
import { resetState, showState } from './xhr-state.js'

type Xhr = XMLHttpRequest

/**
 * Prepares `XMLHttpRequest` to send tokens (U3). What a method does depends on the stage of the request:
 *
 * | stage     | `open`                  | `setRequestHeader` | `send`            | `abort`                |
 * | --------- | ----------------------- | ------------------ | ----------------- | ---------------------- |
 * | `opened`  | opens                   | sets               | leaves, or waits  | is the platform's      |
 * | `waiting` | ends the wait and opens | throws             | throws            | ends it as on the wire |
 * | `sent`    | opens                   | is the platform's  | is the platform's | is the platform's      |
 * | `ended`   | opens, with its event   | throws             | throws            | shows state 0          |
 *
 * Without a stage (opened before the install, or with an invalid URL) everything is the platform's.
 */
export function patchXhr(installable: Installable): Patch[] {
  const { tokens, settings, gate, internals } = installable
  const { prototype } = XMLHttpRequest
  // The platform's own, taken before they are patched.
  const { setRequestHeader, send } = prototype
  const requests = new WeakMap<Xhr, XhrRequest>()
  /** The objects whose `upload` the page has read. For Chromium the first read counts as a listener, so it must not be ours (U4). */
  const lookedAt = new WeakSet<Xhr>()
  let writeTimeout = (xhr: Xhr, timeout: number) => {
    xhr.timeout = timeout
  }
  if (isStandIn()) return []

  function onStateChange(this: Xhr): void {
    const request = requests.get(this)
    if (!request) return
    if (this.readyState === 4) restoreTimeout(this, request)
    judgeXhr(this, request, installable)
  }

  /** Gives the caller's timeout back: what was left of it does not apply to the next request. */
  const restoreTimeout = (xhr: Xhr, request: XhrRequest | undefined) => {
    if (request?.timeout === undefined) return
    writeTimeout(xhr, request.timeout)
    request.timeout = undefined
  }

  const leave = (xhr: Xhr, request: XhrRequest, token: string, body: unknown[]) => {
    request.stage = 'sent'
    request.token = token
    setRequestHeader.call(xhr, 'Authorization', settings.authorization(token))
    const { timeout } = xhr
    if (request.wait && timeout) {
      request.timeout = timeout
      writeTimeout(xhr, request.wait.left(timeout))
    }
    Reflect.apply(send, xhr, body)
  }

  const sendCovered = (xhr: Xhr, request: XhrRequest, args: unknown[]): void => {
    if (request.isAsync) {
      const taken = internals.take(undefined)
      if (typeof taken === 'string') {
        leave(xhr, request, taken, args)
        return
      }
      taken.catch(() => {}) // If the body throws, nobody waits for it.
      const body = readXhrBody(args[0])
      waitForToken(xhr, request, taken, token => leave(xhr, request, token, [body]))
      return
    }
    const token = tokens.peek()
    tokens.get().catch(() => {}) // T8: this counts as use. The token that comes is for the next request.
    if (token !== undefined) leave(xhr, request, token, args)
    else {
      request.stage = 'sent'
      gate.tell(request.url, 'sync')
      Reflect.apply(send, xhr, args)
    }
  }

  return [
    patchMethod<Xhr, unknown[], void>(prototype, 'open', (open, isOn) => {
      return function (...args) {
        const before = requests.get(this)
        // What the client itself sends has been through its fetch already.
        const request = isOn() && settings.traffic.own === 0 ? readOpen(args) : undefined
        const isCovered = request !== undefined && settings.isAllowed(request.url)
        restoreTimeout(this, before)
        // Before open(): its readystatechange listeners may call send().
        if (request) requests.set(this, request)
        else requests.delete(this)
        if (isCovered) this.addEventListener('readystatechange', onStateChange)
        try {
          open.apply(this, isCovered ? [args[0], request.url.href, ...args.slice(2)] : args)
        } catch (error) {
          if (before) requests.set(this, before)
          else requests.delete(this)
          throw error
        }
        if (before?.stage === 'waiting') {
          before.stage = 'ended'
          before.wait?.stop()
        }
        resetState(this)
      }
    }),

    patchMethod<Xhr, [string, string], void>(prototype, 'setRequestHeader', set => {
      return function (...args) {
        const request = requests.get(this)
        throwIfSent(request, 'setRequestHeader')
        set.apply(this, args)
        if (request && /^authorization$/i.test(args[0])) request.obstacle = 'authorization'
      }
    }),

    patchMethod<Xhr, unknown[], void>(prototype, 'send', platformSend => {
      return function (...args) {
        const request = requests.get(this)
        throwIfSent(request, 'send')
        if (request?.stage !== 'opened') return platformSend.apply(this, args)
        const { url } = request
        if (!settings.isAllowed(url)) gate.turnAway(url, () => undefined)
        else if (gate.admits(request)) {
          sendCovered(this, request, args)
          return
        }
        request.stage = 'sent'
        platformSend.apply(this, args)
      }
    }),

    patchMethod<Xhr, [], void>(prototype, 'abort', abort => {
      return function () {
        const request = requests.get(this)
        if (request?.stage === 'waiting') endWaiting(this, request, 'abort')
        else if (request?.stage === 'ended') showState(this, 0)
        else abort.call(this)
      }
    }),

    ...patchSetter<Xhr, number>(prototype, 'timeout', set => {
      writeTimeout = (xhr, timeout) => set.call(xhr, timeout)
      return function (timeout) {
        const request = requests.get(this)
        const isOnWire = request?.timeout !== undefined
        set.call(this, isOnWire ? (request.wait?.left(Number(timeout)) ?? timeout) : timeout)
        if (isOnWire) request.timeout = Number(timeout)
        else if (request?.stage === 'waiting') request.wait?.limit(this.timeout)
      }
    }),

    ...patchGetter<Xhr, EventTarget>(prototype, 'upload', get => {
      return function () {
        const request = requests.get(this)
        // A listener that is added after send() gets no event on the wire, either.
        if (request?.upload === undefined && (request?.stage !== 'waiting' || lookedAt.has(this))) {
          lookedAt.add(this)
          return get.call(this)
        }
        request.upload ??= new EventTarget()
        return request.upload
      }
    }),

    ...patchSetter<Xhr, boolean>(prototype, 'withCredentials', set => {
      return function (isWith) {
        throwIfSent(requests.get(this), 'withCredentials')
        set.call(this, isWith)
      }
    }),
  ]
}

/** Throws as the platform does for a request that was sent. To the platform, one that has not left is still open. */
function throwIfSent(request: XhrRequest | undefined, member: string): void {
  if (request?.stage !== 'waiting' && request?.stage !== 'ended') return
  throw new DOMException(
    `Failed to execute '${member}' on 'XMLHttpRequest': the request was sent.`,
    'InvalidStateError',
  )
}

/** Whether `XMLHttpRequest` was replaced by a stand-in whose instances bypass the patched prototype. */
function isStandIn(): boolean {
  if (new XMLHttpRequest() instanceof XMLHttpRequest) return false
  console.warn(
    'ap-context-fetch: XMLHttpRequest was replaced by a stand-in whose instances do not inherit from it, so its requests go without the token. Load ap-context-fetch before what replaces it.',
  )
  return true
}
