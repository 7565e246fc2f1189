import { expect, test } from 'vitest'
import { createFakeToken } from '../../../../src/testing/index.ts'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const token = createFakeToken({ exp: 4102444800 })

/** What would change a request if it was read: members of `init`, and options. As code, since a signal cannot be sent. */
const members = {
  method: "'DELETE'",
  headers: "{ authorization: 'Basic stolen' }",
  body: "'stolen'",
  mode: "'no-cors'",
  credentials: "'include'",
  cache: "'no-store'",
  redirect: "'error'",
  referrer: "'about:client'",
  referrerPolicy: "'no-referrer'",
  integrity: "'sha256-AAAA'",
  keepalive: 'true',
  duplex: "'half'",
  priority: "'low'",
  signal: 'AbortSignal.abort()',
  window: 'null',
  baseUrl: "'https://evil.test/'",
  allowedOrigins: "['https://evil.test']",
  scheme: "'Stolen'",
  isRejected: '() => true',
  takesToken: '() => false',
  fetch: "() => Promise.reject('stolen')",
  xhr: 'false',
  getToken: "() => 'stolen'",
  refreshLeeway: "'wrong'",
  expiryMargin: "'wrong'",
  tokenTimeout: "'wrong'",
  autoRefresh: "'wrong'",
  prefetch: "'wrong'",
  ky: "{ baseUrl: 'https://evil.test/' }",
  parameter: "'stolen'",
}

/** Sends in every way there is, in a client made while `Object.prototype` has the member. */
const sendAll = async ([token, name]) => {
  const { createContextClient, installContextFetch } = globalThis.ApContextFetch
  const value = name && globalThis.members[name]
  const ready = {
    get: new Request('/api/request'),
    post: new Request('/api/request', { method: 'POST', body: 'text', headers: { 'x-one': '1' } }),
  }
  const asked = { getToken: async () => token }
  const init = { method: 'POST', body: 'text', headers: { 'x-one': '1' } }
  const byXhr = () =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      xhr.open('POST', '/api/xhr')
      xhr.onload = resolve
      xhr.onerror = reject
      xhr.send('text')
    })
  if (name) Object.assign(Object.prototype, { [name]: value })
  try {
    const client = createContextClient(asked)
    const uninstall = installContextFetch(client)
    await client.fetch('/api/string')
    await client.fetch('/api/string', {})
    await client.fetch('/api/string', init)
    await client.fetch(new URL('/api/url', location))
    await client.fetch(ready.get)
    await client.fetch(ready.post)
    await fetch('/api/installed', init)
    await byXhr()
    const { href } = await client.authorizeUrl('/api/url')
    uninstall()
    client.dispose()
    return href
  } catch (error) {
    return `${name}: ${error}`
  } finally {
    if (name) Reflect.deleteProperty(Object.prototype, name)
  }
}

const sent = () =>
  harness.server.received.map(({ method, path, body, headers }) => [
    method,
    path,
    body,
    headers.authorization,
    headers['x-one'],
    headers.referer,
  ])

/** A page with the members, and where its requests go. */
async function openPage() {
  const page = await harness.open()
  const code = Object.entries(members).map(([name, code]) => `${name}: ${code}`)
  await page.evaluate(`globalThis.members = { __proto__: null, ${code.join(', ')} }`)
  const origins = new Set()
  page.on('request', request => origins.add(new URL(request.url()).origin))
  return { page, origins }
}

test('F2: nothing that stands on Object.prototype changes what is sent where, in whatever way it is sent', async () => {
  const { page, origins } = await openPage()
  const usual = { href: await page.evaluate(sendAll, [token]), sent: sent() }
  expect(usual.sent).toHaveLength(8)
  expect(usual.sent.every(([, , , authorization]) => authorization === `JWT ${token}`)).toBe(true)
  for (const name of Object.keys(members)) {
    harness.server.reset()
    const href = await page.evaluate(sendAll, [token, name])
    expect({ name, href, sent: sent() }).toEqual({ name, ...usual })
  }
  expect([...origins]).toEqual([harness.server.origin])
})

// ky reads some members from there by itself, so a request may change or fail; it never goes elsewhere.
test('F2, F12: nor does it send what goes through ky elsewhere', async () => {
  const { page, origins } = await openPage()
  const failed = []
  for (const name of Object.keys(members)) {
    harness.server.reset()
    const outcome = await page.evaluate(
      async ([token, name]) => {
        const value = globalThis.members[name]
        Object.assign(Object.prototype, { [name]: value })
        try {
          const client = globalThis.ApContextFetch.createContextClient({ getToken: async () => token })
          return (await client.http.post('/api/http', { json: { a: 1 }, retry: 0 })).status
        } catch (error) {
          return error.name
        } finally {
          Reflect.deleteProperty(Object.prototype, name)
        }
      },
      [token, name],
    )
    expect(sent().map(([, path]) => path)).toEqual(name === 'signal' ? [] : ['/api/http'])
    if (outcome !== 200) failed.push(name)
  }
  expect(failed).toEqual(['integrity', 'signal'])
  expect([...origins]).toEqual([harness.server.origin])
})
