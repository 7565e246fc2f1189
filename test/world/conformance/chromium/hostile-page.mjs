/* global ApContextFetch */

/** Sends every URL in every way, one after another, with all of `inits` at once; says how often the source was asked. */
globalThis.sendAll = async ({ token, urls, options, inits = [undefined], base = document.baseURI, ways }) => {
  let calls = 0
  const getToken = async () => {
    calls++
    return token
  }
  for (const url of urls) {
    for (const way of ways) {
      const client = ApContextFetch.createContextClient({ ...options, getToken, prefetch: false })
      const { isInstalled, send } = senders[way]
      const undo = isInstalled ? ApContextFetch.installContextFetch(client) : () => {}
      await Promise.allSettled(inits.map(init => send(client, url, init, base)))
      undo()
      client.dispose()
    }
  }
  return calls
}

/** Ways to send, each a promise of whatever comes of it: a rejection too, where there is no such URL. */
const senders = {
  string: { send: (client, url, init) => read(client.fetch(url, limited(init))) },
  URL: { send: async (client, url, init, base) => read(client.fetch(new URL(url, base), limited(init))) },
  Request: {
    send: async (client, url, init, base) =>
      read(client.fetch(new Request(new URL(url, base)), limited(init))),
  },
  'installed fetch': { isInstalled: true, send: (_, url, init) => read(fetch(url, limited(init))) },
  XMLHttpRequest: { isInstalled: true, send: (_, url, init) => sendByXhr(url, init) },
}

/** Whatever never answers has been received all the same. */
const limit = 5000
const limited = init => ({ ...init, signal: AbortSignal.timeout(limit) })
const read = async response => (await response).text()

async function sendByXhr(url, { method = 'GET', body } = {}) {
  const xhr = new XMLHttpRequest()
  const ended = new Promise(resolve => xhr.addEventListener('loadend', resolve))
  xhr.open(method, url)
  xhr.timeout = limit
  xhr.send(body)
  await ended
}

globalThis.isReady = true
