import 'htmx.org'

/**
 * htmx 4 sends by fetch.
 * @param {import('ap-context-fetch').ContextClient} client
 */
export function authorizeHtmx(client) {
  document.addEventListener('htmx:config:request', ({ detail }) => {
    detail.ctx.fetch = client.fetch
  })
}
