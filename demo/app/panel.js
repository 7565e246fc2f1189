/** Notes on the issue: what each of the app's pages shows, whatever way it gets its token. */

import { element } from './element.js'
import { reporting } from './report.js'

const pause = 1_000

/** Time in which a bridge that never answers shows itself; longer than the client's own `tokenTimeout`. */
const patience = 10_000

/**
 * @param {typeof fetch} plainFetch adds the token
 * @param {EventTarget} [client]
 * @returns what a test needs: the `fetch` that reports, and the traffic's switch
 */
export function startPanel(plainFetch, client) {
  const fetch = reporting(plainFetch, client)
  const view = createView(document.querySelector('#panel'))
  let timer
  let running = false

  /** @param {string} path @param {RequestInit} [init] */
  async function call(path, init) {
    try {
      const response = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) })
      const words = response.ok ? 'Connected' : `${response.status}: ${await messageOf(response)}`
      view.status.show(response.ok, words)
      return response.ok ? response : undefined
    } catch (error) {
      view.status.show(false, error.message)
      return undefined
    }
  }

  async function list() {
    const response = await call('/api/notes')
    if (response) view.notes.show((await response.json()).notes, remove)
  }

  /** @param {number} id */
  async function remove(id) {
    await call(`/api/notes/${id}`, { method: 'DELETE' })
    await list()
  }

  async function add() {
    const body = JSON.stringify({ text: view.text.value })
    const headers = { 'Content-Type': 'application/json' }
    if (await call('/api/notes', { method: 'POST', headers, body })) view.text.value = ''
    await list()
  }

  async function upload() {
    const body = new FormData()
    body.append('file', view.file.files[0])
    await call('/api/files', { method: 'POST', body })
    view.file.value = ''
    await list()
  }

  async function beat() {
    await list()
    if (running) timer = setTimeout(beat, pause)
  }

  function start() {
    if (running) return
    running = true
    view.traffic.checked = true
    beat()
  }

  function stop() {
    running = false
    view.traffic.checked = false
    clearTimeout(timer)
  }

  view.form.addEventListener('submit', event => {
    event.preventDefault()
    add()
  })
  view.file.addEventListener('change', () => view.file.files.length > 0 && upload())
  view.traffic.addEventListener('change', () => (view.traffic.checked ? start() : stop()))
  if (!new URLSearchParams(location.search).has('quiet')) start()

  return { fetch, start, stop }
}

/** @param {Element} root */
function createView(root) {
  const traffic = element('input', { type: 'checkbox', id: 'traffic' })
  const message = element('span', {}, 'Idle')
  const statusLine = element('p', { className: 'status', role: 'status' }, message)
  const text = element('input', {
    id: 'text',
    required: true,
    maxLength: 200,
    placeholder: 'A note on DEMO-1',
  })
  const file = element('input', { type: 'file', id: 'file' })
  const notes = element('ul', { className: 'notes' })
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
  root.append(element('div', { className: 'bar' }, statusLine, toggle), form, notes)

  return {
    traffic,
    text,
    file,
    form,
    status: {
      /** @param {boolean} ok @param {string} words */
      show(ok, words) {
        statusLine.className = ok ? 'status ok' : 'status bad'
        if (message.textContent !== words) message.textContent = words
      },
    },
    notes: {
      shown: '',
      /** Touches the list only when it changed, so that the focus stays where it is. */
      show(items, remove) {
        const now = JSON.stringify(items)
        if (now === this.shown) return
        this.shown = now
        notes.replaceChildren(...items.toReversed().map(item => noteElement(item, remove)))
      },
    },
  }
}

function noteElement({ id, text, kind }, remove) {
  const button = element('button', { type: 'button', ariaLabel: `Delete: ${text}` }, 'Delete')
  button.addEventListener('click', () => remove(id))
  return element('li', { className: kind }, element('span', {}, text), button)
}

/** @param {Response} response */
async function messageOf(response) {
  const text = await response.text()
  try {
    return JSON.parse(text).message
  } catch {
    return text
  }
}
