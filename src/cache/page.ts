/** Whether somebody may be looking; where there is no document there is nobody to hide from. */
export const isVisible = (): boolean =>
  typeof document === 'undefined' || document.visibilityState !== 'hidden'

/**
 * Calls back when the page comes back: shown, out of the back/forward cache, or online again (T9).
 * Returns a function that ends it.
 */
export function onResume(callback: () => void): () => void {
  if (typeof document === 'undefined' || typeof window === 'undefined') return () => {}
  const page = document
  const frame = window
  const resume = () => {
    if (isVisible()) callback()
  }
  page.addEventListener('visibilitychange', resume)
  frame.addEventListener('pageshow', resume)
  frame.addEventListener('online', resume)
  return () => {
    page.removeEventListener('visibilitychange', resume)
    frame.removeEventListener('pageshow', resume)
    frame.removeEventListener('online', resume)
  }
}
