/** Tells the product page what happens here, for its timeline. No message holds a token. */

/** @param {{ type: string } & Record<string, unknown>} event */
export function report(event) {
  if (window.parent === window) return
  // To any parent: a product frames its apps with no referrer, and there is no secret in here.
  window.parent.postMessage({ demo: 'report', ...event }, '*')
}

/** @param {import('ap-context-fetch').ContextClient} client */
export function reportEvents(client) {
  client.addEventListener('refresh', ({ detail }) => report({ type: 'refresh', ...detail }))
  client.addEventListener('refresherror', ({ detail: { reason, error, retryInMs } }) => {
    report({ type: 'refresherror', reason, code: error.code, message: error.message, retryInMs })
  })
  client.addEventListener('rejected', ({ detail: { status, retried } }) => {
    report({ type: 'rejected', status, retried })
  })
}

let lastId = 0

/**
 * The same `fetch`, which reports each request: when it starts, how it ends, whether it was sent twice.
 * @param {typeof fetch} fetch
 * @param {EventTarget} [client]
 * @returns {typeof fetch}
 */
export function reporting(fetch, client) {
  return async (url, init = {}) => {
    lastId += 1
    const id = lastId
    const path = new URL(url, document.baseURI)
    let retried = false
    const onRejected = ({ detail }) => {
      if (detail.retried && detail.url === path.href) retried = true
    }
    client?.addEventListener('rejected', onRejected)
    report({ type: 'start', id, method: init.method ?? 'GET', path: path.pathname })
    try {
      const response = await fetch(url, init)
      report({ type: 'end', id, status: response.status, retried })
      return response
    } catch (error) {
      report({ type: 'end', id, status: 0, error: error.code ?? error.name, retried })
      throw error
    } finally {
      client?.removeEventListener('rejected', onRejected)
    }
  }
}
