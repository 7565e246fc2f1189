import { installContextFetch } from 'ap-context-fetch'
import htmx from 'htmx.org'

/**
 * htmx 2 sends by XMLHttpRequest.
 * @param {import('ap-context-fetch').ContextClient} client
 */
export function authorizeHtmx(client) {
  installContextFetch(client)
  // The client sends no XMLHttpRequest again after a 401, but the next one has a new token.
  const sentAgain = new WeakSet()
  document.addEventListener('htmx:afterRequest', ({ detail: { xhr, target, requestConfig } }) => {
    const { elt, verb, path, triggeringEvent: event } = requestConfig
    if (sentAgain.delete(elt) || xhr.status !== 401) return
    sentAgain.add(elt)
    htmx.ajax(verb, path, { source: elt, target, event })
  })
}
