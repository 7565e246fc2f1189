import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createFakeToken } from '../../../../src/testing/index.ts'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const token = createFakeToken({ exp: 4102444800 })
const script = readFileSync(
  new URL('../../../../dist/ap-context-fetch.global.min.js', import.meta.url),
  'utf8',
)

const html = '<!doctype html><title>Frame</title>'

/** A page that may make frames of a text, which the strict policy forbids others. */
const openPage = () => harness.open('allow-html')

/** Adds a frame to the page, and returns it once it has loaded and the package is there. */
async function addFrame(page, attributes) {
  const [frame] = await Promise.all([
    page.waitForEvent('frameattached'),
    page.evaluate(attributes => {
      const frame = document.createElement('iframe')
      for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
      const loaded = new Promise(resolve => {
        frame.onload = resolve
      })
      document.body.append(frame)
      return loaded
    }, attributes),
  ])
  await frame.evaluate(`${script}; globalThis.ApContextFetch = ApContextFetch`)
  return frame
}

/** Sends by the client, the installed `fetch` and the installed `XMLHttpRequest`: what of it went without the token. */
const sendAll = async ({ url, token, options }) => {
  const { createContextClient, installContextFetch } = globalThis.ApContextFetch
  const client = createContextClient({ getToken: () => token, ...options })
  const untouched = []
  client.addEventListener('untouched', ({ detail }) => untouched.push(detail.reason))
  await client.getToken()
  const undo = installContextFetch(client)
  const byXhr = () =>
    new Promise(resolve => {
      const xhr = new XMLHttpRequest()
      xhr.open('GET', url)
      xhr.onloadend = resolve
      xhr.send()
    })
  for (const send of [() => client.fetch(url), () => fetch(url), byXhr]) await send().catch(() => {})
  undo()
  client.dispose()
  return untouched
}

const arrived = () => harness.server.at('/api/frame').map(({ headers }) => headers.authorization)
const withToken = Array(3).fill(`JWT ${token}`)
const without = Array(3).fill(undefined)

describe('F2, U2: frames', () => {
  test.each([
    ['srcdoc', { srcdoc: html }],
    ['about:blank', { src: 'about:blank' }],
    ['a sandbox that keeps its origin', { srcdoc: html, sandbox: 'allow-scripts allow-same-origin' }],
  ])('%s has its parent’s origin: the token goes there', async (_, attributes) => {
    const page = await openPage()
    const frame = await addFrame(page, attributes)
    expect(await frame.evaluate(sendAll, { url: '/api/frame', token })).toEqual([])
    expect(arrived()).toEqual(withToken)
  })

  test.each([
    ['no origin is allowed there', undefined, without],
    ['the API’s origin is named', 'named', withToken],
  ])('a sandbox without an origin: %s', async (_, named, expected) => {
    const page = await openPage()
    const { origin } = harness.server
    const frame = await addFrame(page, { srcdoc: html, sandbox: 'allow-scripts' })
    expect(await frame.evaluate(() => globalThis.origin)).toBe('null')
    const options = named ? { allowedOrigins: [origin] } : {}
    const untouched = await frame.evaluate(sendAll, { url: `${origin}/api/frame`, token, options })
    expect(arrived()).toEqual(expected)
    expect(untouched).toEqual(named ? [] : ['origin', 'origin', 'origin'])
  })

  test('a base of another origin: relative URLs lead there, and the token does not', async () => {
    const page = await openPage()
    const frame = await addFrame(page, { srcdoc: `${html}<base href="${harness.server.foreign}/">` })
    const untouched = await frame.evaluate(sendAll, { url: '/api/frame', token })
    expect(harness.server.received.filter(({ path }) => path === '/api/frame').length).toBe(3)
    expect(arrived()).toEqual(without)
    expect(untouched).toEqual(['origin', 'origin', 'origin'])
  })

  test('another frame’s XMLHttpRequest is not the one that was installed on; its Request is one like any other', async () => {
    const page = await openPage()
    await addFrame(page, { srcdoc: html })
    const statuses = await page.evaluate(async token => {
      const { createContextClient, installContextFetch } = globalThis.ApContextFetch
      const { XMLHttpRequest, Request } = document.querySelector('iframe').contentWindow
      const client = createContextClient({ getToken: () => token })
      await client.getToken()
      const undo = installContextFetch(client)
      const xhr = new XMLHttpRequest()
      const ended = new Promise(resolve => {
        xhr.onloadend = resolve
      })
      xhr.open('GET', '/api/frame')
      xhr.send()
      await ended
      const { status } = await client.fetch(new Request('/api/frame', { method: 'POST', body: 'text' }))
      undo()
      client.dispose()
      return [xhr.status, status]
    }, token)
    expect(statuses).toEqual([200, 200])
    expect(arrived()).toEqual([undefined, `JWT ${token}`])
    expect(harness.server.at('/api/frame').at(-1).body).toBe('text')
  })
})

describe('F3: a service worker', () => {
  const other = createFakeToken({ exp: 4102444801 })
  test.each([
    [
      'of another origin, to client.fetch, is no rejection: no retry, and the token stays',
      'foreign',
      'client',
      1,
      token,
    ],
    ['of the origin that was asked, to client.fetch, is one', 'origin', 'client', 2, other],
    ['of another origin, to the installed fetch, is none', 'foreign', 'fetch', 1, token],
    ['of the origin that was asked, to the installed fetch, is one', 'origin', 'fetch', 2, other],
    ['of another origin, to an installed XMLHttpRequest, is none', 'foreign', 'xhr', 1, token],
    ['of the origin that was asked, to an installed XMLHttpRequest, is one', 'origin', 'xhr', 1, other],
  ])('a 401 that it answers with, %s', async (_, from, way, sends, next) => {
    const page = await openPage()
    const elsewhere = `${harness.server[from]}/api/frame?status=401`
    const outcome = await page.evaluate(
      async ([elsewhere, way, ...tokens]) => {
        const controlled = new Promise(resolve => {
          navigator.serviceWorker.oncontrollerchange = resolve
        })
        const policy = globalThis.trustedTypes.createPolicy('worker', { createScriptURL: path => path })
        await navigator.serviceWorker.register(policy.createScriptURL('/service-worker.js'))
        await controlled
        const { createContextClient, installContextFetch } = globalThis.ApContextFetch
        const client = createContextClient({ getToken: () => tokens.shift() ?? '', prefetch: false })
        const undo = installContextFetch(client)
        const ways = {
          client: async url => client.fetch(url),
          fetch: async url => fetch(url),
          xhr: url =>
            new Promise(resolve => {
              const xhr = new XMLHttpRequest()
              xhr.open('GET', url)
              xhr.onloadend = () => resolve({ status: xhr.status, url: xhr.responseURL })
              xhr.send()
            }),
        }
        const { status, url } = await ways[way](`/api/from-elsewhere?to=${encodeURIComponent(elsewhere)}`)
        await client.fetch('/api/frame')
        undo()
        client.dispose()
        return { status, url }
      },
      [elsewhere, way, token, other],
    )
    expect(outcome).toEqual({ status: 401, url: elsewhere })
    const ofTheWorker = Array(sends).fill(undefined)
    expect(arrived()).toEqual([...ofTheWorker, `JWT ${next}`])
  })
})
