/** The page's clock is wrong, or becomes wrong; Node's, which issues and judges tokens, is right. */

const shiftClock = hours => stage =>
  stage.until('refresh', 3, () =>
    stage.app.evaluate(hours => {
      const real = Date.now
      Date.now = () => real() + hours * 3_600_000
    }, hours),
  )

/** Before anything else runs in the app. */
const ahead = () => {
  if (location.hostname !== 'localhost') return
  const real = Date.now
  Date.now = () => real() + 3_600_000
}
const behind = () => {
  if (location.hostname !== 'localhost') return
  const real = Date.now
  Date.now = () => real() - 3_600_000
}

/**
 * Three refreshes, and the one that the jump itself may cost. `iat` is cut to seconds, so the backend may find a
 * token expired up to a second before a page that can only count from its arrival (T7): a retry, not seen.
 */
const limits = { bridgeCalls: 5, backend401s: 4 }

export const clocks = [
  {
    name: 'T7: the clock is an hour ahead',
    options: { lifetime: 3, beforeLoad: ahead },
    play: shiftClock(0),
    ...limits,
  },
  {
    name: 'T7: the clock is an hour behind',
    options: { lifetime: 3, beforeLoad: behind },
    play: shiftClock(0),
    ...limits,
  },
  {
    name: 'T6, T7: the clock jumps an hour ahead',
    options: { lifetime: 3 },
    play: shiftClock(1),
    ...limits,
  },
  {
    name: 'T6, T7: the clock jumps an hour back',
    options: { lifetime: 3 },
    play: shiftClock(-1),
    ...limits,
  },
]
