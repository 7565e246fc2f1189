/** How a request ends that never left. */
export type XhrEnding = 'abort' | 'error' | 'timeout'

/** Ends a request that has not left as if it had failed on the wire: state and events in the platform's order. */
export function endXhr(xhr: XMLHttpRequest, ending: XhrEnding): void {
  showState(xhr, 4)
  xhr.dispatchEvent(new Event('readystatechange'))
  // Chromium and WebKit tell the upload also where there is nothing to upload.
  for (const target of [xhr.upload, xhr]) {
    target.dispatchEvent(new ProgressEvent(ending))
    target.dispatchEvent(new ProgressEvent('loadend'))
  }
  // Unless a listener opened it anew.
  if (ending === 'abort' && xhr.readyState === 4) showState(xhr, 0)
}

/** Whether it ended without having left; for the platform it is still open. */
export const isOver = (xhr: XMLHttpRequest): boolean => Object.hasOwn(xhr, 'readyState')

/** Opened anew: the platform, for which it was open all the time, would say nothing. */
export function resetState(xhr: XMLHttpRequest): void {
  if (!isOver(xhr)) return
  Reflect.deleteProperty(xhr, 'readyState')
  xhr.dispatchEvent(new Event('readystatechange'))
}

/** Shows another state than the platform's, which is `OPENED`. */
export function showState(xhr: XMLHttpRequest, state: number): void {
  Object.defineProperty(xhr, 'readyState', { configurable: true, get: () => state })
}
