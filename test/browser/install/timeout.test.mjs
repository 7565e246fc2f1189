import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'
import { waitingPage } from './support/waiting-page.mjs'

const harness = browserPage()

describe('U3: the timeout of an XMLHttpRequest that waits for its token', () => {
  test("the wait counts against timeout, and the caller's value is there again afterwards", async () => {
    const page = await harness.open()
    const result = await page.evaluate(async () => {
      kit.installHeld()
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/x?hold')
      xhr.timeout = 400
      xhr.send()
      const started = performance.now()
      // Half of the time is gone when the token arrives.
      await new Promise(resolve =>
        requestAnimationFrame(function wait() {
          if (performance.now() - started < 200) requestAnimationFrame(wait)
          else resolve()
        }),
      )
      kit.answer()
      await new Promise(resolve => {
        xhr.onloadstart = resolve
      })
      const onTheWire = xhr.timeout
      const how = await new Promise(resolve => {
        xhr.ontimeout = xhr.onload = ({ type }) => resolve(type)
      })
      return { isLess: onTheWire <= 200, how, after: xhr.timeout }
    })
    expect(result).toEqual({ isLess: true, how: 'timeout', after: 400 })
    expect(harness.server.at('/api/x')).toHaveLength(1)
  })

  test('a timeout longer than timers are is none while it waits', async () => {
    const page = await waitingPage(harness, { timeout: 2 ** 32 - 1 })
    const log = await page.evaluate(async () => {
      kit.answer()
      await kit.ended(kit.xhr)
      return [...kit.log, kit.xhr.timeout]
    })
    expect(log.slice(-3)).toEqual(['load 4', 'loadend 4', 2 ** 32 - 1])
  })

  test('a timeout that is set while it waits counts too', async () => {
    const page = await waitingPage(harness)
    const result = await page.evaluate(async () => {
      kit.xhr.open('GET', '/api/x?hold')
      kit.xhr.send()
      kit.xhr.timeout = 30
      kit.answer()
      await kit.ended(kit.xhr)
      return [kit.log.at(-2), kit.xhr.timeout]
    })
    expect(result).toEqual(['timeout 4', 30])
  })

  test('opened anew on the wire, it has its timeout whole again', async () => {
    const page = await waitingPage(harness, { timeout: 60_000 })
    const timeout = await page.evaluate(async () => {
      kit.xhr.open('GET', '/api/x?hold')
      kit.xhr.send()
      const left = new Promise(resolve => {
        kit.xhr.onloadstart = resolve
      })
      kit.answer()
      await left
      kit.xhr.open('GET', '/api/x')
      return kit.xhr.timeout
    })
    expect(timeout).toBe(60_000)
  })
})
