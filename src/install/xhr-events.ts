/** How a request ends that never left. */
export type XhrEnding = 'abort' | 'error' | 'timeout'

/** Ends a request that has not left as if it had failed on the wire: state and events in the platform's order. */
export function endXhr(xhr: XMLHttpRequest, ending: XhrEnding, hasBody: boolean): void {
  showState(xhr, XMLHttpRequest.DONE)
  xhr.dispatchEvent(new Event('readystatechange'))
  for (const target of hasBody ? [xhr.upload, xhr] : [xhr]) {
    target.dispatchEvent(new ProgressEvent(ending))
    target.dispatchEvent(new ProgressEvent('loadend'))
  }
  // Unless a listener opened it anew.
  if (ending === 'abort' && xhr.readyState === XMLHttpRequest.DONE) showState(xhr, XMLHttpRequest.UNSENT)
}

/** Shows the platform's own state again. */
export function resetState(xhr: XMLHttpRequest): void {
  Reflect.deleteProperty(xhr, 'readyState')
}

function showState(xhr: XMLHttpRequest, state: number): void {
  Object.defineProperty(xhr, 'readyState', { configurable: true, get: () => state })
}

/** What the platform throws if a method is called when it may not be. */
export const invalidState = (method: string): DOMException =>
  new DOMException(
    `Failed to execute '${method}' on 'XMLHttpRequest': it is not open, or sent.`,
    'InvalidStateError',
  )
