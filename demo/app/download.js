import { element } from './element.js'

/**
 * A link carries no header: its URL gets a token of now, when it is clicked, since one made earlier may have
 * expired by then.
 *
 * @param {import('ap-context-fetch').ContextClient} client
 * @returns {(path: string) => Promise<void>}
 */
export function downloadBy(client) {
  return async path => {
    const { href } = await client.authorizeUrl(path)
    element('a', { href, download: '' }).click()
  }
}
