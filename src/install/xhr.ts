import { emit } from '../cache/events.js'
import type { ClientInternals } from '../client/internals.js'
import { circuitOf } from '../fetch/circuit.js'
import { pageBase } from '../fetch/origins.js'
import { parseUrl } from '../shared/url.js'
import { patch } from './patch.js'
import { waitForToken, type XhrCall } from './xhr-call.js'
import { invalidState, resetState } from './xhr-events.js'

type Xhr = XMLHttpRequest

/** Lets `XMLHttpRequest` send tokens (U3). Returns a function that undoes it. */
export function installXhr({ tokens, checked }: ClientInternals): () => void {
  const { origins, authorization, isRejected } = checked
  const circuit = circuitOf(tokens)
  const { prototype } = XMLHttpRequest
  const calls = new WeakMap<Xhr, XhrCall>()
  const watched = new WeakSet<Xhr>()

  const restoreOpen = patch<Xhr, unknown[], void>(prototype, 'open', open => {
    return function (...args) {
      const [method, input, ...rest] = args
      const href = `${input}`
      calls.get(this)?.stopWaiting?.()
      calls.delete(this)
      open.apply(this, args.length < 2 ? args : [method, href, ...rest])
      resetState(this)
      const url = parseUrl(href, pageBase())
      const [isAsync, user] = rest
      if (!url || !origins.allows(url) || user != null) return // F2, F4
      calls.set(this, { url, isAsync: rest.length === 0 || Boolean(isAsync) })
      // Before the caller sees the answer, so that its next request has another token.
      if (!watched.has(this)) this.addEventListener('readystatechange', () => judge(this))
      watched.add(this)
    }
  })

  const restoreHeader = patch<Xhr, [string, string], void>(prototype, 'setRequestHeader', set => {
    return function (name, value) {
      const call = calls.get(this)
      if (call?.stopWaiting || call?.isOver) throw invalidState('setRequestHeader')
      set.call(this, name, value)
      if (`${name}`.toLowerCase() === 'authorization') calls.delete(this) // F4
    }
  })

  const restoreSend = patch<Xhr, [body?: unknown], void>(prototype, 'send', send => {
    const { setRequestHeader } = prototype
    return function (body) {
      const call = calls.get(this)
      if (!call || call.token) return send.call(this, body)
      if (call.stopWaiting || call.isOver) throw invalidState('send')
      const leave = (token: string) => {
        calls.delete(this)
        setRequestHeader.call(this, 'Authorization', authorization(token))
        calls.set(this, { ...call, token })
        send.call(this, body)
      }
      const token = tokens.peek()
      if (token !== undefined || !call.isAsync) tokens.get().catch(() => {}) // T3, T8; or for the next one.
      if (token !== undefined) return leave(token)
      if (call.isAsync) return waitForToken(this, call, tokens, body != null, leave)
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
      else abort.call(this)
    }
  })

  /** Looks at an answer once, as soon as there is a status. */
  function judge(xhr: Xhr): void {
    const call = calls.get(xhr)
    if (!call?.token || xhr.readyState < 2 || xhr.status < 200) return
    calls.delete(xhr)
    const answered = parseUrl(xhr.responseURL)
    if (answered && answered.origin !== call.url.origin) return // F3
    const { status } = xhr
    if (!isRejected(new Response(null, { status }))) {
      circuit.accepted(call.token)
      return
    }
    if (circuit.rejected(call.token)) tokens.invalidate(call.token)
    emit(tokens, 'rejected', { url: call.url.origin + call.url.pathname, status, retried: false })
  }

  return () => {
    for (const restore of [restoreOpen, restoreHeader, restoreSend, restoreAbort]) restore()
  }
}
