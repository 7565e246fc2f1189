import type { GateQuestion } from '../fetch/gate.js'
import { normalizeMethod } from '../fetch/read-init.js'
import { after } from '../shared/timer.js'
import { pageBase, parseUrl } from '../shared/url.js'
import { endXhr, type XhrEnding } from './xhr-state.js'

/**
 * Where a request stands.
 *
 * - `opened`: `open()` was called.
 * - `waiting`: `send()` was called, and it waits for a token. For the platform it is still open.
 * - `sent`: it left.
 * - `ended`: it ended without having left. For the platform it is still open.
 */
export type Stage = 'opened' | 'waiting' | 'sent' | 'ended'

/** One request of an `XMLHttpRequest`, from `open()` to its answer. */
export interface XhrRequest extends GateQuestion {
  stage: Stage
  readonly isAsync: boolean
  /** Whether it has an `Authorization` of its own, which may be set after `open()`. */
  obstacle: GateQuestion['obstacle']
  /** The token it was sent with, until its answer is judged. */
  token: string | undefined
  /** The wait for a token, and since when the caller's `timeout` counts. */
  wait: XhrWait | undefined
  /** The upload as the page sees it if it looks only after `send()`: no event reaches it (U4). */
  upload: EventTarget | undefined
  /** The caller's `timeout`, while what the wait has left of it stands in its place. */
  timeout: number | undefined
}

/** The request that `open()` opens; nothing if the URL is invalid, which the platform's own error says best. */
export function readOpen(args: unknown[]): XhrRequest | undefined {
  const [method, input, isAsync, user, password] = args
  const url = args.length < 2 ? undefined : parseUrl(`${input}`, pageBase())
  if (!url) return undefined
  const hasCredentials = url.username || url.password || (user ?? password) != null
  return {
    url,
    method: normalizeMethod(`${method}`),
    isAsync: args.length < 3 || Boolean(isAsync),
    stage: 'opened',
    obstacle: hasCredentials ? 'authorization' : undefined,
    token: undefined,
    wait: undefined,
    timeout: undefined,
    upload: undefined,
  }
}

/** A wait for a token, within the caller's `timeout`. */
export interface XhrWait {
  /** The `timeout` was set. It counts from `send()`. */
  limit(timeout: number): void
  /** How much of a `timeout` is left for the wire; 0 means no timeout. */
  left(timeout: number): number
  /** Ends the wait. */
  stop(): void
}

/** Lets a request wait for its token. If that does not come in time, the request ends as it would on the wire. */
export function waitForToken(
  xhr: XMLHttpRequest,
  request: XhrRequest,
  token: Promise<string>,
  leave: (token: string) => void,
): void {
  const started = performance.now()
  let stopTimer = () => {}
  const left = (timeout: number) => (timeout ? Math.max(1, timeout - (performance.now() - started)) : 0)
  const stop = () => stopTimer()
  const limit = (timeout: number) => {
    stop()
    if (timeout) stopTimer = after(left(timeout), () => endWaiting(xhr, request, 'timeout'))
  }
  request.stage = 'waiting'
  request.wait = { limit, left, stop }
  limit(xhr.timeout)
  token.then(
    token => {
      if (request.stage !== 'waiting') return
      stop()
      leave(token)
    },
    // As after a network error. The event `refresherror` says why.
    () => endWaiting(xhr, request, 'error'),
  )
}

/** Ends a request that waits, as if it had failed on the wire. */
export function endWaiting(xhr: XMLHttpRequest, request: XhrRequest, ending: XhrEnding): void {
  if (request.stage !== 'waiting') return
  const { upload } = xhr
  request.stage = 'ended'
  request.wait?.stop()
  // Chromium and WebKit dispatch upload events even without a body, if the page has read `upload`.
  endXhr(xhr, ending, upload === request.upload ? [xhr] : [upload, xhr])
}
