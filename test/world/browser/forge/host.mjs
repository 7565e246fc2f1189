import { createFakeForge } from 'ap-context-fetch/testing'

/**
 * The host of a Forge page, as a case wants it: what its bridge was asked, and what it answers.
 *
 * @typedef {{
 *   calls: number,
 *   arrived: { method: string, url: string, headers: Headers, body: ArrayBuffer }[],
 *   complaints: string[],
 *   answer: () => Response,
 *   next: (() => unknown) | undefined,
 *   called: () => Promise<void>,
 * }} Host
 */

/** Puts a host where `@forge/bridge` looks for it, which takes it when it is imported. */
export function installHost() {
  /** @type {Host} */
  let host
  const backend = {
    async fetch(request) {
      const { method, url, headers } = request
      host.arrived.push({ method, url, headers, body: await request.arrayBuffer() })
      return host.answer()
    },
  }
  const restore = createFakeForge({ backend }).install()
  const { callBridge } = globalThis.__bridge
  globalThis.__bridge = {
    callBridge(...args) {
      host.calls += 1
      const { next } = host
      host.next = undefined
      return next ? next() : callBridge(...args)
    },
  }
  const { error } = console
  console.error = (...args) => host.complaints.push(args.join(' ')) // The bridge complains of a signal.

  return {
    /** A host of which nobody has asked anything yet. */
    anew() {
      const current = {
        calls: 0,
        arrived: [],
        complaints: [],
        answer: () => new Response('welcome'),
        next: undefined,
        async called() {
          while (current.calls === 0) await new Promise(resolve => setTimeout(resolve))
        },
      }
      host = current
      return current
    },
    restore() {
      console.error = error
      restore()
    },
  }
}
