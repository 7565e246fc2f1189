/** Whether somebody may be looking; where there is no document there is nobody to hide from. */
export const isVisible = (): boolean =>
  typeof document === 'undefined' || document.visibilityState !== 'hidden'

/** Calls back when the page comes back: shown, out of the back/forward cache, or online again (T9). */
export function onResume(callback: () => void, signal: AbortSignal): void {
  if (typeof document === 'undefined' || typeof window === 'undefined') return
  const resume = () => {
    if (isVisible()) callback()
  }
  document.addEventListener('visibilitychange', resume, { signal })
  for (const type of ['pageshow', 'online']) window.addEventListener(type, resume, { signal })
}
