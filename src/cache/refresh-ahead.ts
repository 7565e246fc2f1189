import { createTimer } from '../shared/timer.js'

/** When a token is looked at with nobody asking for it: at a time, and when the page is there again. */
export interface RefreshAhead {
  /** Looks again in so many milliseconds, instead of at the time set before. */
  schedule(delay: number): void
  /** Until the next `schedule`. */
  pause(): void
  /** For good: timer and listeners are gone. */
  dispose(): void
}

/** What there is to do. Both are called only while the page is visible. */
export interface RefreshAheadCallbacks {
  onTime(): void
  /** The page is shown, came out of the back/forward cache, or is online again (T9). */
  onResume(): void
}

/** Where nothing is refreshed ahead of time. */
export const never: RefreshAhead = { schedule: () => {}, pause: () => {}, dispose: () => {} }

export function createRefreshAhead({ onTime, onResume }: RefreshAheadCallbacks): RefreshAhead {
  const timer = createTimer(() => {
    if (isVisible()) onTime()
  })
  const resume = () => {
    if (isVisible()) onResume()
  }
  const places = resumePlaces()
  // T14: no `signal` among the options, since a simulated DOM may not know this realm's.
  for (const [place, type] of places) place.addEventListener(type, resume)
  return {
    schedule: timer.set,
    pause: timer.clear,
    dispose: () => {
      timer.clear()
      for (const [place, type] of places) place.removeEventListener(type, resume)
    },
  }
}

/** Whether the page is visible. Without a document (Node, a worker) it counts as visible. */
const isVisible = (): boolean => typeof document === 'undefined' || document.visibilityState !== 'hidden'

const resumePlaces = (): [place: EventTarget, type: string][] =>
  typeof document === 'undefined' || typeof window === 'undefined'
    ? []
    : [
        [document, 'visibilitychange'],
        [window, 'pageshow'],
        [window, 'online'],
      ]
