/** Tells the product page what happens here, for its timeline. No message holds a token. */

/** @param {{ type: string } & Record<string, unknown>} event */
export function report(event) {
  if (window.parent === window) return
  // To any parent: a product frames its apps with no referrer, and there is no secret in here.
  window.parent.postMessage({ demo: 'report', ...event }, '*')
}

/** @param {import('ap-context-fetch').ContextClient} client */
export function reportEvents(client) {
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

let lastId = 0

/**
 * Reports a request: when it starts, how it ends, whether it was sent twice.
 * @template {{ status: number }} Answer
 * @param {{ method: string, path: string }} request
 * @param {EventTarget | undefined} client
 * @param {() => Promise<Answer>} send
 * @returns {Promise<Answer>}
 */
export async function reported({ method, path }, client, send) {
  lastId += 1
  const id = lastId
  const { href, pathname } = new URL(path, document.baseURI)
  let retried = false
  const onRejected = ({ detail }) => {
    if (detail.retried && detail.url === href) retried = true
  }
  client?.addEventListener('rejected', onRejected)
  report({ type: 'start', id, method, path: pathname })
  try {
    const answer = await send()
    report({ type: 'end', id, status: answer.status, retried })
    return answer
  } catch (error) {
    report({
      type: 'end',
      id,
      status: 0,
      error: typeof error.code === 'string' ? error.code : error.name,
      retried,
    })
    throw error
  } finally {
    client?.removeEventListener('rejected', onRejected)
  }
}

/**
 * The same `fetch`, which reports each request.
 * @param {typeof fetch} fetch
 * @param {EventTarget} [client]
 * @returns {typeof fetch}
 */
export function reporting(fetch, client) {
  return (url, init = {}) =>
    reported({ method: init.method ?? 'GET', path: url }, client, () => fetch(url, init))
}
