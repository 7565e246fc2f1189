import type { ContextTokenEventMap, ContextTokenEventTarget } from '../../../../src/cache/events.js'

/** The details of all events of a cache or a client, in the order of their coming, by type. */
export type RecordedEvents = { [K in keyof ContextTokenEventMap]: ContextTokenEventMap[K]['detail'][] }

export function recordEvents(target: ContextTokenEventTarget): RecordedEvents {
  const events: RecordedEvents = {
    refresh: [],
    refresherror: [],
    rejected: [],
    untouched: [],
    identitychange: [],
  }
  target.addEventListener('refresh', ({ detail }) => events.refresh.push(detail))
  target.addEventListener('refresherror', ({ detail }) => events.refresherror.push(detail))
  target.addEventListener('rejected', ({ detail }) => events.rejected.push(detail))
  target.addEventListener('untouched', ({ detail }) => events.untouched.push(detail))
  target.addEventListener('identitychange', ({ detail }) => events.identitychange.push(detail))
  return events
}
