/** A wrong clock and a hidden tab, which the app pages pretend for the demo. */

const hour = 3_600_000

/**
 * @param {HTMLFormElement} form
 * @param {(event: object) => void} onEvent
 */
export function createPretence(form, onEvent) {
  const { clock, hide } = form.elements
  const listeners = new Set()
  const now = () => ({ offset: Number(clock.value) * hour, hidden: hide.checked })

  /** @param {string} words */
  function tell(words) {
    for (const listener of listeners) listener(now())
    onEvent({ type: 'pretence', at: Date.now(), words })
  }
  clock.addEventListener('change', () => tell(`the apps' clock: ${clock.selectedOptions[0].text}`))
  hide.addEventListener('change', () => tell(hide.checked ? 'the apps are hidden' : 'the apps are shown'))

  return {
    now,
    /** @param {(state: { offset: number, hidden: boolean }) => void} listener */
    onChange: listener => void listeners.add(listener),
  }
}
