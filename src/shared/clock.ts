/** A moment on both clocks, in milliseconds. */
export interface Moment {
  wall: number
  monotonic: number
}

export const now = (): Moment => ({ wall: Date.now(), monotonic: performance.now() })

/**
 * How long ago a moment was, by the clock that says longer (T6): the monotonic clock does not notice a
 * machine that slept, the wall clock may be set back.
 */
export const since = (moment: Moment): number =>
  Math.max(Date.now() - moment.wall, performance.now() - moment.monotonic)
