import { installContextFetch } from 'ap-context-fetch'
import $ from 'jquery'

/** @param {import('ap-context-fetch').ContextClient} client */
export function createReader(client) {
  installContextFetch(client)
  // A 401 to an XMLHttpRequest is not sent again by itself, but by now a new token is on its way.
  const ajax = settings =>
    $.ajax(settings).catch(xhr => (xhr.status === 401 ? $.ajax(settings) : $.Deferred().reject(xhr)))

  return async () => (await ajax({ url: '/api/me', dataType: 'json' })).issue
}
