import type { Read } from './recipes.js'

/** A click on a button of htmx, whose event `ended` says that a request has ended, well or not. */
export function readByClick(htmx: { process(element: Element): void }, ended: string): Read {
  const button = document.body.appendChild(document.createElement('button'))
  button.setAttribute('hx-get', '/api/card')
  htmx.process(button)
  return async () => {
    button.textContent = ''
    button.click()
    do {
      await new Promise(resolve => button.addEventListener(ended, resolve, { once: true }))
      await new Promise(resolve => setTimeout(resolve)) // One that waited for this one's end is under way then.
    } while (button.classList.contains('htmx-request'))
    return button.textContent
  }
}
