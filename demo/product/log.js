/** The timeline in words, for those who do not see it, and for copying. */

import { titleOf } from './names.js'

const maxEntries = 40

/** What is worth a line; requests that just worked are not. */
const words = {
  token({ exp, at, aheadMs }) {
    const ahead = aheadMs > 0 ? `, ${Math.round(aheadMs / 1000)} s before the last one expired` : ''
    return `token for ${Math.max(0, Math.round(exp - at / 1000))} s${ahead}`
  },
  pretence: ({ words }) => words,
  fault: ({ fault }) => `bridge fault: ${fault}`,
  bridgereject: () => 'the bridge rejected the call',
  backend401: () => 'the backend answered 401',
  revoked: () => 'every token issued so far was revoked',
  refresh: ({ reason, durationMs }) => `refreshed (${reason}) in ${Math.round(durationMs)} ms`,
  refresherror: ({ reason, code }) => `refresh (${reason}) failed: ${code}`,
  rejected: ({ retried }) => `token rejected, ${retried ? 'sent again with another' : 'not sent again'}`,
  end({ status, error, retried }) {
    if (error) return `request failed: ${error}`
    if (status === 401) return 'the app sees a 401'
    return retried ? 'request answered after a retry' : undefined
  },
}

/** @param {HTMLOListElement} list */
export function createLog(list) {
  /** @type {Map<string, { item: HTMLLIElement, times: number }>} what is listed; the same again moves to the top */
  const listed = new Map()

  function forgetOldest() {
    const [line, { item }] = listed.entries().next().value
    item.remove()
    listed.delete(line)
  }

  return {
    /** @param {{ type: string, page?: string, at: number }} event */
    add(event) {
      const text = words[event.type]?.(event)
      if (text === undefined) return
      const line = event.page ? `${titleOf(event.page)}: ${text}` : text
      const before = listed.get(line)
      before?.item.remove()
      const times = (before?.times ?? 0) + 1
      const item = document.createElement('li')
      const time = document.createElement('time')
      time.textContent = new Date(event.at).toLocaleTimeString('en-GB')
      item.append(time, times > 1 ? `${line} (${times} times)` : line)
      list.prepend(item)
      listed.delete(line)
      listed.set(line, { item, times })
      if (listed.size > maxEntries) forgetOldest()
    },
  }
}
