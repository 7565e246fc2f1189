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

/** For the platform the request is still open, and says nothing when it is opened anew. */
export function resetState(xhr: XMLHttpRequest): void {
  if (!Object.hasOwn(xhr, 'readyState')) return
  Reflect.deleteProperty(xhr, 'readyState')
  xhr.dispatchEvent(new Event('readystatechange'))
}

export function showState(xhr: XMLHttpRequest, state: number): void {
  Object.defineProperty(xhr, 'readyState', { configurable: true, get: () => state })
}
