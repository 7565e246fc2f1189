/** Whether somebody may be looking; where there is no document there is nobody to hide from. */
export const isVisible = (): boolean =>
  typeof document === 'undefined' || document.visibilityState !== 'hidden'

/**
 * Calls back when the page comes back: shown, out of the back/forward cache, or online again (T9).
 * Returns a function that ends it.
 */
export function onResume(callback: () => void): () => void {
  if (typeof document === 'undefined' || typeof window === 'undefined') return () => {}
  const events: [EventTarget, string][] = [
    [document, 'visibilitychange'],
    [window, 'pageshow'],
    [window, 'online'],
  ]
  const resume = () => {
    if (isVisible()) callback()
  }
  for (const [target, type] of events) target.addEventListener(type, resume)
  return () => {
    for (const [target, type] of events) target.removeEventListener(type, resume)
  }
}
