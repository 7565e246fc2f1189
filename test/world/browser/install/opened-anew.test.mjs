import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'
import { waitingPage } from './support/waiting-page.mjs'

const harness = browserPage()
const withToken = expect.stringMatching(/^JWT ey[\w.-]+$/)

describe('U3: an XMLHttpRequest that is opened while it waits, or after it ended', () => {
  test.each(['send', 'setRequestHeader'])(
    '%s() throws what the platform throws after send()',
    async method => {
      const native = await harness.open()
      const expected = await native.evaluate(method => {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', '/page/')
        xhr.send()
        const thrown = kit.thrownBy(() => xhr[method]('A', 'b'))
        xhr.abort()
        return thrown.name
      }, method)
      const page = await waitingPage(harness)
      const thrown = await page.evaluate(method => kit.thrownBy(() => kit.xhr[method]('A', 'b')), method)
      expect(thrown).toMatchObject({ name: expected, message: expect.stringContaining(`'${method}'`) })
      expect(expected).toBe('InvalidStateError')
      await page.evaluate(async () => {
        kit.answer()
        await kit.end
      })
      expect(harness.server.received).toMatchObject([{ body: 'first' }])
    },
  )

  test('open() starts anew: what waited is never sent, and no event tells of it', async () => {
    const page = await waitingPage(harness)
    const log = await page.evaluate(async () => {
      kit.xhr.open('GET', '/api/second')
      kit.xhr.send()
      kit.answer()
      await kit.ended(kit.xhr)
      return kit.log
    })
    expect(log.filter(entry => /readystatechange 1|abort|error|end/.test(entry))).toEqual([
      'readystatechange 1',
      'loadend 4',
    ])
    expect(harness.server.received).toMatchObject([
      { path: '/api/second', body: '', headers: { authorization: withToken } },
    ])
    expect(harness.server.received[0].headers).not.toHaveProperty('x-first')
  })

  test('open() that throws leaves the request waiting, and it is sent', async () => {
    const page = await waitingPage(harness)
    const name = await page.evaluate(async () => {
      const thrown = kit.thrownBy(() => kit.xhr.open('not a method', '/api/second'))
      kit.answer()
      await kit.ended(kit.xhr)
      return thrown.name
    })
    expect(name).toBe('SyntaxError')
    expect(harness.server.received).toMatchObject([{ path: '/api/first', body: 'first' }])
  })

  test('open() for a foreign URL sends that one, with no token', async () => {
    const page = await waitingPage(harness)
    await page.evaluate(async url => {
      kit.xhr.open('GET', url)
      kit.xhr.send()
      await kit.ended(kit.xhr)
      kit.answer()
    }, `${harness.server.foreign}/api/foreign`)
    expect(harness.server.received).toHaveLength(1)
    expect(harness.server.received[0].headers).not.toHaveProperty('authorization')
  })

  test('a listener of its end may open it anew and send it', async () => {
    const page = await waitingPage(harness)
    const status = await page.evaluate(async () => {
      const again = new Promise(resolve => {
        kit.xhr.onabort = () => {
          kit.xhr.open('GET', '/api/second')
          kit.xhr.onload = resolve
          kit.xhr.send()
        }
      })
      kit.xhr.abort()
      kit.answer()
      await again
      return kit.xhr.status
    })
    expect(status).toBe(200)
    expect(harness.server.received).toMatchObject([{ path: '/api/second' }])
  })

  test('a listener of open() may send it', async () => {
    const page = await harness.open()
    await page.evaluate(async () => {
      kit.install()
      const xhr = new XMLHttpRequest()
      xhr.onreadystatechange = () => xhr.readyState === 1 && xhr.send()
      xhr.open('GET', '/api/x')
      await kit.ended(xhr)
    })
    expect(harness.server.received).toMatchObject([{ headers: { authorization: withToken } }])
  })
})
