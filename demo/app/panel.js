/** Notes on the issue: what each of the app's pages does, whatever way it gets its token. */

import { reporting } from './report.js'
import { byFetch, uploadBy } from './send.js'
import { createView } from './view.js'

const pause = 1_000

/**
 * @param {typeof fetch} plainFetch adds the token; the continuous traffic goes through it
 * @param {object} [options]
 * @param {EventTarget} [options.client]
 * @param {import('./send.js').Send} [options.send] for what the user does; by `plainFetch` without a word
 * @param {import('./send.js').Upload} [options.upload]
 * @param {(path: string) => Promise<void>} [options.download]
 * @returns what a test needs: the `fetch` that reports, and the traffic's switch
 */
export function startPanel(plainFetch, { client, send, upload, download } = {}) {
  const fetch = reporting(plainFetch, client)
  const sendByFetch = byFetch(fetch)
  const act = send ?? sendByFetch
  const sendFile = upload ?? uploadBy(sendByFetch)
  const view = createView(document.querySelector('#panel'), { remove, download: download && save })
  let timer
  let running = false
  let beating = false

  /** @param {Promise<import('./send.js').Answer>} asked @returns the answer's data, if it is a good one */
  async function shown(asked) {
    try {
      const { status, data } = await asked
      const ok = status >= 200 && status < 300
      view.status.show(ok, ok ? 'Connected' : `${status}: ${data.message}`)
      return ok ? data : undefined
    } catch (error) {
      view.status.show(false, error.message)
      return undefined
    }
  }

  /** @param {import('./send.js').Send} by */
  async function list(by) {
    const data = await shown(by('GET', '/api/notes'))
    if (data?.notes) view.notes.show(data.notes)
  }

  /** @param {number} id */
  async function remove(id) {
    if (await shown(act('DELETE', `/api/notes/${id}`))) await list(act)
  }

  async function add() {
    if (!(await shown(act('POST', '/api/notes', { text: view.text.value })))) return
    view.text.value = ''
    await list(act)
  }

  async function uploadFile() {
    const [file] = view.file.files
    view.progress.start(file.name)
    const data = await shown(sendFile(file, view.progress.show))
    view.progress.end()
    view.file.value = ''
    if (data) await list(act)
  }

  /** @param {string} path */
  async function save(path) {
    try {
      await download(path)
    } catch (error) {
      view.status.show(false, error.message)
    }
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
    await list(sendByFetch)
    beating = false
    timer = setTimeout(beat, pause)
  }

  function start() {
    running = true
    view.traffic.checked = true
    beat()
  }

  function stop() {
    running = false
    view.traffic.checked = false
  }

  document.addEventListener('visibilitychange', beat)
  view.form.addEventListener('submit', event => {
    event.preventDefault()
    add()
  })
  view.file.addEventListener('change', () => view.file.files.length > 0 && uploadFile())
  view.traffic.addEventListener('change', () => (view.traffic.checked ? start() : stop()))
  if (!new URLSearchParams(location.search).has('quiet')) start()

  return { fetch, start, stop }
}
