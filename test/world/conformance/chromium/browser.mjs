import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import { launchBrowser } from '../../../support/browser.mjs'
import { withForeign } from '../../../support/policy.mjs'

const root = new URL('../../../../', import.meta.url)
const types = { '.js': 'text/javascript', '.mjs': 'text/javascript' }

/** A browser in which every host name is this machine, so that foreign hosts really receive requests. */
export const launch = () => launchBrowser({ args: ['--host-resolver-rules=MAP * 127.0.0.1'] })

/**
 * Serves the built scripts, `ky`, the modules of these tests, and pages.
 *
 * @param {Record<string, string>} pages HTML by path
 * @param {string} [policy] of the pages; that of this run if it is left out
 */
export function filesAnd(pages, policy = withForeign(inject('policy'))) {
  return (path, response) => {
    if (pages[path]) {
      if (policy) response.setHeader('content-security-policy', policy)
      response.writeHead(200, { 'content-type': 'text/html' }).end(pages[path])
      return true
    }
    const folder = /^\/(dist|test|node_modules\/ky)\/[\w./-]+$/.exec(path)
    const type = types[/\.\w+$/.exec(path)?.[0]]
    if (!folder || !type || path.includes('..')) return false
    response.writeHead(200, { 'content-type': type }).end(readFileSync(new URL(`.${path}`, root)))
    return true
  }
}
