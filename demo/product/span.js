import { future } from './timeline.js'

/** How much the picture shows at first and adds each time, in seconds: the ticks of these are whole seconds. */
const first = 12
const step = 6

/**
 * Shows as much as `select` says. The picture begins with a few seconds, so that it is full at once, and widens with
 * what there is to show, until it has the width that is selected, or somebody selects another.
 *
 * @param {HTMLSelectElement} select
 * @param {(seconds: number) => void} setSpan
 */
export function growSpan(select, setSpan) {
  const began = Date.now()
  let shown = first
  const timer = setInterval(() => {
    const seconds = (Date.now() - began) / 1000
    if (seconds < shown * (1 - future)) return
    shown = Math.min(shown + step, Number(select.value))
    setSpan(shown)
    if (shown === Number(select.value)) clearInterval(timer)
  }, 500)
  select.addEventListener('change', () => {
    clearInterval(timer)
    setSpan(Number(select.value))
  })
  setSpan(shown)
}
