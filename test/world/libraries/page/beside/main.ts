/** A page with this package and one library, loaded before it or after it; each way to send a request. */

import { createContextClient, installContextFetch } from 'ap-context-fetch'
import { libraries, seenByMsw } from './libraries.js'

const parameters = new URLSearchParams(location.search)
const start = libraries[parameters.get('library') ?? ''] ?? (async () => {})
const isBefore = parameters.get('order') === 'before'

/** What libraries replace, or put below; one that started and changed nothing would prove nothing. */
const platform = () => {
  const { fetch, XMLHttpRequest } = globalThis
  const { open, send } = XMLHttpRequest.prototype
  return [fetch, XMLHttpRequest, open, send, navigator.serviceWorker.controller]
}
const startAndLook = async () => {
  const before = platform()
  await start()
  return platform().some((now, index) => now !== before[index])
}

const warnings: string[] = []
const { warn } = console
console.warn = (...words) => {
  warnings.push(words.join(' '))
  warn(...words)
}

let hasChanged = false
if (isBefore) hasChanged = await startAndLook()
const client = createContextClient()
installContextFetch(client)
if (!isBefore) hasChanged = await startAndLook()

const url = '/api/echo'
const post = (body: string) => ({ method: 'POST', body })

/** An `XMLHttpRequest`'s status: the library's own class, if it has put one there. */
const byXhr = (method: string, body?: string) =>
  new Promise<number>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(method, url)
    xhr.onload = () => resolve(xhr.status)
    xhr.onerror = () => reject(new Error('XMLHttpRequest failed'))
    xhr.send(body)
  })

/** Each way by what the table calls it; some twice, with a body and without. */
const ways: Record<string, (() => Promise<number>)[]> = {
  'client.fetch': [
    async () => (await client.fetch(url, post('text'))).status,
    async () => (await client.fetch(new Request(url, post('request')))).status,
  ],
  'client.http': [
    async () => (await client.http(url)).status,
    async () => (await client.http.post(url, { json: { a: 1 } })).status,
  ],
  fetch: [
    async () => (await fetch(url, post('text'))).status,
    async () => (await fetch(new Request(url, post('request')))).status,
  ],
  XMLHttpRequest: [() => byXhr('GET'), () => byXhr('POST', 'text')],
}

Object.assign(globalThis, {
  demo: {
    client,
    hasChanged,
    warnings,
    seenByMsw,
    send: (way: string, index: number) => ways[way]?.[index]?.().catch(String),
  },
})
