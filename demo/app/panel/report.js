/** Tells the product page what happens here, for its timeline. No message holds a token. */

/** @param {{ type: string } & Record<string, unknown>} event */
function report(event) {
  if (window.parent === window) return
  // To any parent: a product frames its apps with no referrer, and there is no secret in here.
  window.parent.postMessage({ demo: 'report', ...event }, '*')
}

/** @param {EventTarget} client one for Connect; one for Forge has no events */
export function reportEvents(client) {
  if (!('addEventListener' in client)) return
  // Durations only: what a clock says here means nothing there.
  client.addEventListener('refresh', ({ detail: { reason, durationMs } }) => {
    report({ type: 'refresh', reason, durationMs })
  })
  client.addEventListener('refresherror', ({ detail: { reason, error, retryInMs } }) => {
    report({ type: 'refresherror', reason, code: error.code, message: error.message, retryInMs })
  })
  client.addEventListener('rejected', ({ detail: { status, retried } }) => {
    report({ type: 'rejected', status, retried })
  })
}

/**
 * The same requests, each of which is reported.
 *
 * @param {import('./panel.js').Notes} notes
 * @param {EventTarget} [client]
 * @returns {Pick<import('./panel.js').Notes, 'list' | 'add' | 'remove' | 'upload'>}
 */
export function reportingNotes(notes, client) {
  const reporting = (method, path, send) => reported({ method, path }, client, send)
  return {
    list: () => reporting('GET', '/api/notes', () => notes.list()),
    add: text => reporting('POST', '/api/notes', () => notes.add(text)),
    remove: id => reporting('DELETE', `/api/notes/${id}`, () => notes.remove(id)),
    upload: (file, onProgress) => reporting('POST', '/api/files', () => notes.upload(file, onProgress)),
  }
}

let lastId = 0

/**
 * Reports a request: when it starts, how it ends, whether it was sent twice.
 *
 * @template T
 * @param {{ method: string, path: string }} request
 * @param {EventTarget | undefined} client
 * @param {() => Promise<T>} send
 * @returns {Promise<T>}
 */
async function reported({ method, path }, client, send) {
  lastId += 1
  const id = lastId
  const { href } = new URL(path, document.baseURI)
  let retried = false
  const onRejected = ({ detail }) => {
    if (detail.retried && detail.url === href) retried = true
  }
  client?.addEventListener?.('rejected', onRejected)
  report({ type: 'start', id, method, path })
  try {
    const answer = await send()
    report({ type: 'end', id, ok: true, retried })
    return answer
  } catch (error) {
    const status = error.status ?? error.response?.status ?? 0 // ky's errors have the response.
    const name = typeof error.code === 'string' ? error.code : error.name
    report({ type: 'end', id, status, retried, ...(status === 0 && { error: name }) })
    throw error
  } finally {
    client?.removeEventListener?.('rejected', onRejected)
  }
}
