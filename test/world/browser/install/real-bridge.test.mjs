import { describe, expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const held = product({ lifetime: 60, latency: 20 })

describe('U2, U3: legacy code in the demo, with the real bridge and the real backend', () => {
  async function openPlain() {
    const [, frame] = await held.open('plain')
    await frame.evaluate(() => {
      globalThis.undo = ApContextFetch.installContextFetch(globalThis.demo.client)
      globalThis.statusOf = (url, options) =>
        new Promise(resolve => jQuery.ajax({ ...options, url, complete: ({ status }) => resolve(status) }))
    })
    return frame
  }
  const statuses = () => held.demo.received.map(({ status }) => status)

  test('jQuery is let in, survives a new token and one that was revoked', async () => {
    const frame = await openPlain()
    const ask = () => frame.evaluate(() => globalThis.statusOf('/api/me'))
    expect(await ask()).toBe(200)
    await frame.evaluate(() => globalThis.demo.client.tokens.refresh())
    expect(await ask()).toBe(200)
    held.demo.revokeCurrent()
    expect(await ask()).toBe(401)
    expect(await ask()).toBe(200)
    expect(statuses()).toEqual([200, 200, 401, 200])
    await frame.evaluate(() => globalThis.undo())
    expect(await ask()).toBe(401)
  })

  test('an upload arrives whole', async () => {
    const frame = await openPlain()
    const { length, told } = await frame.evaluate(async () => {
      const xhr = new XMLHttpRequest()
      const told = []
      xhr.upload.onprogress = ({ loaded }) => told.push(loaded)
      xhr.open('PUT', '/api/echo')
      xhr.responseType = 'json'
      xhr.send(new Uint8Array(300_000))
      await new Promise(resolve => xhr.addEventListener('loadend', resolve))
      return { ...xhr.response, told }
    })
    expect(length).toBe(300_000)
    expect(told.at(-1)).toBe(300_000)
    expect(statuses()).toEqual([200])
  })

  test("the page's own fetch is let in too, and sent once more after a revocation", async () => {
    const frame = await openPlain()
    const ask = () => frame.evaluate(async () => (await fetch('/api/me')).status)
    expect(await ask()).toBe(200)
    held.demo.revokeCurrent()
    expect(await ask()).toBe(200)
    expect(statuses()).toEqual([200, 401, 200])
  })
})
