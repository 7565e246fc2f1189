/** How a request ends that never left. */
export type XhrEnding = 'abort' | 'error' | 'timeout'

/**
 * Ends a request that has not left as if it had failed on the wire: state and events in the platform's order. To
 * the platform it is still open, so properties of the instance show the state instead.
 */
export function endXhr(xhr: XMLHttpRequest, ending: XhrEnding, told: EventTarget[]): void {
  showState(xhr, 4)
  xhr.dispatchEvent(new Event('readystatechange'))
  for (const target of told) {
    target.dispatchEvent(new ProgressEvent(ending))
    target.dispatchEvent(new ProgressEvent('loadend'))
  }
  // Unless a listener opened it again.
  if (ending === 'abort' && xhr.readyState === 4) showState(xhr, 0)
}

/** Shows this state instead of the platform's, which is `OPENED`. */
export function showState(xhr: XMLHttpRequest, state: number): void {
  Object.defineProperty(xhr, 'readyState', { configurable: true, get: () => state })
}

/** Dispatches the event of opening it again: the platform, to which it was open all the time, would not. */
export function resetState(xhr: XMLHttpRequest): void {
  if (!Object.hasOwn(xhr, 'readyState')) return
  Reflect.deleteProperty(xhr, 'readyState')
  xhr.dispatchEvent(new Event('readystatechange'))
}
