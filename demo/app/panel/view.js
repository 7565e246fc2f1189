/** What the panel shows. */

import { element } from './element.js'
import { createProgress } from './progress.js'

/**
 * @typedef {object} Actions
 * @property {(id: number) => void} remove
 * @property {((path: string, name: string) => void) | undefined} download
 */

/** @param {Element} root @param {Actions} actions */
export function createView(root, actions) {
  const traffic = element('input', { type: 'checkbox', id: 'traffic' })
  const message = element('span', {}, 'Idle')
  const statusLine = element('p', { className: 'status', role: 'status' }, message)
  const reason = element('p')
  const toCheck = element(
    'details',
    { className: 'to-check', hidden: true },
    element('summary', {}, 'What to check'),
    reason,
  )
  const text = element('input', {
    id: 'text',
    required: true,
    maxLength: 200,
    placeholder: 'A note on DEMO-1',
  })
  const file = element('input', { type: 'file', id: 'file' })
  const notes = element('ul', { className: 'notes' })
  const progress = createProgress()
  const form = element(
    'form',
    {},
    element('label', { htmlFor: 'text', className: 'hidden' }, 'New note'),
    text,
    element('button', {}, 'Add'),
    file,
    element('label', { htmlFor: 'file', className: 'button' }, 'Upload'),
  )
  const toggle = element('label', { className: 'traffic' }, traffic, 'A request each second')
  root.append(element('div', { className: 'bar' }, statusLine, toggle), toCheck, form, progress.root, notes)

  return {
    traffic,
    text,
    file,
    form,
    progress,
    status: {
      /** @param {boolean | undefined} ok undefined when nothing is to be expected @param {string} words @param {string} [more] */
      show(ok, words, more = '') {
        statusLine.className = ok === undefined ? 'status' : `status ${ok ? 'ok' : 'bad'}`
        if (message.textContent !== words) message.textContent = words
        toCheck.hidden = more === ''
        if (reason.textContent !== more) reason.textContent = more
      },
    },
    notes: {
      shown: '',
      /** Touches the list only when it changed, so that the focus stays where it is. */
      show(items) {
        const now = JSON.stringify(items)
        if (now === this.shown) return
        this.shown = now
        notes.replaceChildren(...items.toReversed().map(item => noteElement(item, actions)))
      },
    },
  }
}

/** @param {import('./panel.js').Note} note @param {Actions} actions */
function noteElement({ id, text, kind, name }, { remove, download }) {
  const button = element('button', { type: 'button', ariaLabel: `Delete: ${text}` }, 'Delete')
  button.addEventListener('click', () => remove(id))
  const item = element('li', { className: kind }, element('span', {}, text))
  if (kind === 'file' && download) item.append(downloadLink(`/api/files/${id}`, name, download))
  item.append(button)
  return item
}

/** @param {string} href @param {string} name @param {Actions['download']} download */
function downloadLink(href, name, download) {
  const link = element('a', { href, ariaLabel: `Download: ${name}` }, 'Download')
  link.addEventListener('click', event => {
    event.preventDefault()
    download(href, name)
  })
  return link
}
