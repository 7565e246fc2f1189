import { expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

/** Server-sent events, for as long as somebody listens. */
function ticks(req, res, next) {
  if (req.path !== '/ticks') return next()
  res.type('text/event-stream')
  const timer = setInterval(() => res.write('data: tick\n\n'), 50)
  res.on('close', () => clearInterval(timer))
}

const held = product({ lifetime: 60, latency: 50, sessionLifetime: 6, api: ticks })

const exchanges = () => held.demo.received.filter(({ url }) => url === '/api/session')
const others = () => held.demo.received.filter(({ url }) => url !== '/api/session')

test('S8: server-sent events, an upload with progress and a download go on while the session token changes', async () => {
  const [page, plain] = await held.open('plain')
  held.demo.received.length = 0
  const outcome = await plain.evaluate(async () => {
    const { createContextClient, installContextFetch, sessionTokenSource } = globalThis.ApContextFetch
    const getToken = sessionTokenSource({ url: '/api/session' })
    const client = createContextClient({ getToken, scheme: 'Bearer' })
    const uninstall = installContextFetch(client)
    const renewed = () => new Promise(resolve => client.addEventListener('refresh', resolve, { once: true }))
    const stream = await client.fetch('/api/ticks')
    const first = await client.getToken()

    await renewed()
    const form = new FormData()
    form.append('file', new File([new Uint8Array(3_000_000).fill(7)], 'seven.bin'))
    let progress = 0
    const { id } = await new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      xhr.open('POST', '/api/files')
      xhr.responseType = 'json'
      xhr.upload.onprogress = ({ loaded }) => {
        progress = loaded
      }
      xhr.onload = () => resolve(xhr.response)
      xhr.onerror = reject
      xhr.send(form)
    })

    await renewed()
    const file = new Uint8Array(await (await fetch(`/api/files/${id}`)).arrayBuffer())
    const reader = stream.body.getReader()
    const { value } = await reader.read()
    const { done } = await reader.read() // It has not ended.
    await reader.cancel()
    const isAnother = (await client.getToken()) !== first
    uninstall()
    client.dispose()
    const isWhole = file.length === 3_000_000 && file.every(byte => byte === 7)
    const ticks = new TextDecoder().decode(value).includes('data: tick')
    return { isWhole, isAnother, done, ticks, progress: progress >= 3_000_000 }
  })
  expect(outcome).toEqual({ isWhole: true, isAnother: true, done: false, ticks: true, progress: true })
  expect(held.demo.received.map(({ status }) => status)).not.toContain(401)
  await page.close()
})

test('S8: a token that the server wrote into the page spares the first exchange, and a revoked one costs one', async () => {
  const [page, plain] = await held.open('plain')
  held.demo.received.length = 0
  const token = await plain.evaluate(async () => {
    const answer = await globalThis.demo.client.fetch('/api/session', { method: 'POST' })
    const initial = await answer.text()
    const getToken = globalThis.ApContextFetch.sessionTokenSource({ url: '/api/session', initial })
    globalThis.session = globalThis.ApContextFetch.createContextClient({ getToken, scheme: 'Bearer' })
    return initial
  })
  const get = () => plain.evaluate(async () => (await globalThis.session.fetch('/api/me')).status)
  expect(await get()).toBe(200)
  expect(exchanges()).toHaveLength(1) // The one above, in the server's place.
  held.demo.revoke(token)
  expect(await get()).toBe(200)
  expect(exchanges()).toHaveLength(2)
  expect(others().map(({ status }) => status)).toEqual([200, 401, 200])
  await plain.evaluate(() => globalThis.session.dispose())
  await page.close()
})
