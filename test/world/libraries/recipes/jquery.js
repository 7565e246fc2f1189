import { installContextFetch } from 'ap-context-fetch'
import $ from 'jquery'

/** @param {import('ap-context-fetch').ContextClient} client */
export function createReader(client) {
  installContextFetch(client)
  // The client sends no XMLHttpRequest again after a 401, but the next one has a new token.
  const ajax = settings =>
    $.ajax(settings).catch(xhr => (xhr.status === 401 ? $.ajax(settings) : $.Deferred().reject(xhr)))

  return async () => (await ajax({ url: '/api/me', dataType: 'json' })).issue
}
