import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'
import { waitingPage } from './support/waiting-page.mjs'

const harness = browserPage()

describe('U3: the timeout of an XMLHttpRequest that waits for its token', () => {
  test("the wait counts against timeout, and the caller's value is there again afterwards", async () => {
    const page = await waitingPage(harness, { timeout: 60_000 })
    const result = await page.evaluate(async () => {
      const started = performance.now()
      while (performance.now() - started < 20) await new Promise(requestAnimationFrame)
      const left = new Promise(resolve => {
        kit.xhr.onloadstart = () => resolve(kit.xhr.timeout)
      })
      kit.answer()
      const isLess = (await left) <= 59_980
      await kit.end
      return { isLess, after: kit.xhr.timeout, status: kit.xhr.status }
    })
    expect(result).toEqual({ isLess: true, after: 60_000, status: 200 })
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
