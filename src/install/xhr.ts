import { internalsOf } from '../cache/internals.js'
import type { Installable } from '../client/installable.js'
import { createRejections } from '../fetch/rejections.js'
import { parseUrl } from '../shared/url.js'
import { patch } from './patch.js'
import { callOf, restoreTimeout, waitForToken, type XhrCall } from './xhr-call.js'
import { isOver, resetState, showState } from './xhr-events.js'

type Xhr = XMLHttpRequest

/** Lets `XMLHttpRequest` send tokens (U3). Returns a function that undoes it. */
export function installXhr({ tokens, settings }: Installable): () => void {
  const { isAllowed, authorization, isRejected } = settings
  const { setAside } = internalsOf(tokens)
  const rejections = createRejections(tokens, isRejected)
  const { prototype } = XMLHttpRequest
  const calls = new WeakMap<Xhr, XhrCall | undefined>()

  const restoreOpen = patch<Xhr, unknown[], void>(prototype, 'open', open => {
    return function (...args) {
      const before = calls.get(this)
      const call = callOf(args, isAllowed)
      restoreTimeout(this, before)
      calls.set(this, call) // Already while `open()` runs: a listener may send.
      // Before the caller sees the answer, so that its next request has another token. Added twice is once.
      if (call) this.addEventListener('readystatechange', judge)
      try {
        open.apply(this, call ? call.args : args)
      } catch (error) {
        calls.set(this, before)
        throw error
      }
      before?.stopWaiting?.()
      resetState(this)
    }
  })

  const restoreHeader = patch<Xhr, [string, string], void>(prototype, 'setRequestHeader', set => {
    return function (...args) {
      refuseIfSent(this, calls.get(this), 'setRequestHeader')
      set.apply(this, args)
      if (/^authorization$/i.test(args[0])) calls.delete(this) // F4: it has an authorization of its own.
    }
  })

  const restoreSend = patch<Xhr, [body?: unknown], void>(prototype, 'send', send => {
    const { setRequestHeader } = prototype
    return function (...args) {
      const call = calls.get(this)
      refuseIfSent(this, call, 'send')
      if (!call || call.token) return send.apply(this, args)
      const leave = (token: string) => {
        calls.delete(this)
        setRequestHeader.call(this, 'Authorization', authorization(token))
        calls.set(this, { ...call, token, stopWaiting: undefined })
        send.apply(this, args)
      }
      const token = tokens.peek()
      if (token === undefined && call.isAsync) return waitForToken(this, call, tokens, leave)
      tokens.get().catch(() => {}) // T3, T8; or for the next one.
      if (token !== undefined) return leave(token)
      showState(this, 4)
      throw new DOMException(
        'There is no usable context token yet: a synchronous request cannot wait.',
        'NetworkError',
      )
    }
  })

  const restoreAbort = patch<Xhr, [], void>(prototype, 'abort', abort => {
    return function () {
      const stopWaiting = calls.get(this)?.stopWaiting
      if (stopWaiting) stopWaiting('abort')
      else if (isOver(this)) showState(this, 0)
      else abort.call(this)
    }
  })

  /** Looks at an answer once, as soon as there is one. */
  function judge(this: Xhr): void {
    const call = calls.get(this)
    const { readyState, status, responseURL } = this
    if (readyState === 4) restoreTimeout(this, call)
    if (!call?.token || call.isJudged || status > 599) return
    if (parseUrl(responseURL)?.origin !== call.url.origin) return // F3; without an answer there is no URL.
    call.isJudged = true
    const sent = { url: call.url, token: call.token }
    if (!rejections.judge(new Response(null, { status }), sent)) return
    if (rejections.mayReplace(sent)) setAside(call.token)
    rejections.tell(sent, status, false)
  }

  return () => {
    for (const restore of [restoreOpen, restoreHeader, restoreSend, restoreAbort]) restore()
  }
}

/** As the platform does once a request was sent; one that has not left is open for it. */
function refuseIfSent(xhr: Xhr, call: XhrCall | undefined, method: string): void {
  if (!call?.stopWaiting && !isOver(xhr)) return
  throw new DOMException(`Failed to execute '${method}' on 'XMLHttpRequest': not open.`, 'InvalidStateError')
}
