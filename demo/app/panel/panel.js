/**
 * Notes on the issue: what each of the app's pages does, whatever way it gets its token.
 *
 * @typedef {{ id: number, text: string, kind: 'note' | 'file', name?: string }} Note
 *
 * @typedef {object} Notes what a page asks of the backend; each rejects if that fails
 * @property {() => Promise<Note[]>} list
 * @property {(text: string) => Promise<unknown>} add
 * @property {(id: number) => Promise<unknown>} remove
 * @property {(file: File, onProgress: (share: number) => void) => Promise<unknown>} upload
 * @property {(path: string, name: string) => Promise<unknown>} [download]
 *
 * @typedef {{ words: string, more?: string }} Explanation
 */

import { reportEvents, reportingNotes } from './report.js'
import { createView } from './view.js'

const pause = 1_000

/**
 * @param {Notes} plain
 * @param {object} [options]
 * @param {EventTarget} [options.client] whose events the picture shows
 * @param {Notes['list']} [options.list] the request each second, if it goes another way than the rest
 * @param {(error: Error) => Explanation} [options.explain]
 */
export function startPanel(
  plain,
  { client, list = plain.list, explain = error => ({ words: error.message }) } = {},
) {
  if (client) reportEvents(client)
  const notes = reportingNotes(plain, client)
  const beatNotes = reportingNotes({ ...plain, list }, client)
  const view = createView(document.querySelector('#panel'), { remove, download: plain.download && save })
  let timer
  let running = false
  let beating = false

  /** @param {() => Promise<unknown>} act @returns whether it worked */
  async function shown(act) {
    try {
      await act()
      view.status.show(true, 'Connected')
      return true
    } catch (error) {
      const { words, more } = explain(error)
      view.status.show(false, words, more)
      return false
    }
  }

  /** @param {Notes} by */
  const show = by => shown(async () => view.notes.show(await by.list()))

  /** @param {number} id */
  async function remove(id) {
    if (await shown(() => notes.remove(id))) await show(notes)
  }

  async function add() {
    if (!(await shown(() => notes.add(view.text.value)))) return
    view.text.value = ''
    await show(notes)
  }

  async function uploadFile() {
    const [file] = view.file.files
    view.progress.start(file.name)
    const isThere = await shown(() => notes.upload(file, view.progress.show))
    view.progress.end()
    view.file.value = ''
    if (isThere) await show(notes)
  }

  /** @param {string} path @param {string} name */
  function save(path, name) {
    return shown(() => plain.download(path, name))
  }

  /** Pauses while nobody looks, as a page that polls should. */
  async function beat() {
    clearTimeout(timer)
    if (!running || beating) return
    if (document.visibilityState === 'hidden') {
      view.status.show(undefined, 'Hidden: no requests')
      return
    }
    beating = true
    await show(beatNotes)
    beating = false
    timer = setTimeout(beat, pause)
  }

  function setRunning(isOn) {
    running = isOn
    view.traffic.checked = isOn
    beat()
  }

  document.addEventListener('visibilitychange', beat)
  view.form.addEventListener('submit', event => {
    event.preventDefault()
    add()
  })
  view.file.addEventListener('change', () => view.file.files.length > 0 && uploadFile())
  view.traffic.addEventListener('change', () => setRunning(view.traffic.checked))
  if (!new URLSearchParams(location.search).has('quiet')) setRunning(true)
  globalThis.demo = { client } // For the tests, and for your console.
}
