/** Token lifetime, bridge latency, bridge fault, revocation: the page's controls are the server's settings. */

const units = {
  lifetime: value => `${value} s`,
  latency: value => `${(value / 1000).toFixed(1)} s`,
}

/** @param {HTMLFormElement} form */
export function connectControls(form) {
  const { lifetime, latency, fault, revoke, reset } = form.elements

  const post = (path, settings) =>
    fetch(`/host-api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(settings ?? {}),
    })

  function showUnit(input, value) {
    const words = units[input.id](value)
    form.querySelector(`output[for=${input.id}]`).value = words
    input.setAttribute('aria-valuetext', words)
  }

  for (const input of [lifetime, latency]) {
    input.addEventListener('input', () => {
      showUnit(input, input.valueAsNumber)
      post('settings', { [input.id]: input.valueAsNumber })
    })
  }
  fault.addEventListener('change', () => post('settings', { fault: fault.value }))
  revoke.addEventListener('click', () => post('revoke'))
  reset.addEventListener('click', async () => {
    await post('reset')
    location.reload()
  })
  form.addEventListener('submit', event => event.preventDefault())

  return {
    /** @param {{ lifetime: number, latency: number, fault: string }} settings */
    show(settings) {
      fault.value = settings.fault
      for (const input of [lifetime, latency]) {
        if (input.matches(':active')) continue
        input.value = settings[input.id]
        showUnit(input, settings[input.id])
      }
    },
  }
}
