/** Plays the host of a Forge page: what the bridge hands over goes to a server, which signs and sends it on. */

import { createFakeForge } from 'ap-context-fetch/testing'

const { host } = globalThis

const backend = {
  fetch(request) {
    const { pathname, search } = new URL(request.url)
    const headers = new Headers(request.headers)
    headers.delete('authorization') // The server's own is signed.
    return request.arrayBuffer().then(body =>
      fetch(`${host}/host${pathname}${search}`, {
        method: request.method,
        headers,
        body: body.byteLength > 0 ? body : undefined,
      }),
    )
  },
}

const context = { type: 'jira:issuePanel', issue: { id: '10042', key: 'DEMO-1' } }
globalThis.forge = createFakeForge({ backend, accountId: 'me', context })
globalThis.forge.install()
