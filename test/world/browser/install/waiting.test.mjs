import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'
import { waitingPage } from './support/waiting-page.mjs'

const harness = browserPage()
const withToken = expect.stringMatching(/^JWT ey[\w.-]+$/)

describe('U3: while an XMLHttpRequest waits for its token', () => {
  test('it is open and silent, and then leaves with everything that it was given', async () => {
    const page = await waitingPage(harness, { withCredentials: true, responseType: 'json' })
    expect(await page.evaluate(() => [kit.xhr.readyState, kit.xhr.status, kit.log])).toEqual([
      1,
      0,
      ['readystatechange 1'],
    ])
    expect(harness.server.received).toEqual([])
    const response = await page.evaluate(async () => {
      kit.answer()
      await kit.ended(kit.xhr)
      return kit.xhr.response
    })
    expect(response).toEqual({ ok: true })
    expect(harness.server.received).toMatchObject([
      { method: 'POST', body: 'first', headers: { 'x-first': 'yes', authorization: withToken } },
    ])
  })

  test('abort() sends nothing, not even when the token arrives, and another request gets that token', async () => {
    const page = await waitingPage(harness)
    const states = await page.evaluate(async () => {
      kit.xhr.abort()
      const states = [kit.xhr.readyState]
      kit.xhr.abort()
      kit.answer()
      await kit.send('/api/second')
      return [...states, kit.xhr.readyState, kit.calls]
    })
    expect(states).toEqual([0, 0, 1])
    expect(harness.server.received).toMatchObject([{ path: '/api/second' }])
  })

  test.each(['abort', 'timeout', 'error'])(
    'after %s it is over: send() and setRequestHeader() throw, abort() is silent',
    async ending => {
      const page = await waitingPage(harness, ending === 'timeout' ? { timeout: 20 } : {})
      const result = await page.evaluate(async ending => {
        const { xhr } = kit
        if (ending === 'abort') xhr.abort()
        if (ending === 'error') kit.fail()
        await kit.end
        const said = kit.log.length
        const names = [() => xhr.send(), () => xhr.setRequestHeader('a', 'b')].map(
          act => kit.thrownBy(act)?.name,
        )
        const state = xhr.readyState
        xhr.abort()
        return {
          names,
          state,
          after: xhr.readyState,
          more: kit.log.slice(said),
          status: xhr.status,
          last: kit.log.at(-2),
        }
      }, ending)
      expect(result).toEqual({
        names: ['InvalidStateError', 'InvalidStateError'],
        state: ending === 'abort' ? 0 : 4,
        after: 0,
        more: [],
        status: 0,
        last: `${ending} 4`,
      })
      expect(harness.server.received).toEqual([])
    },
  )

  test.each(['abort', 'error'])('opened anew after %s, it says so and is sent', async ending => {
    const page = await waitingPage(harness)
    const log = await page.evaluate(async ending => {
      const { xhr } = kit
      if (ending === 'abort') xhr.abort()
      else kit.fail()
      await kit.end
      const said = kit.log.length
      xhr.open('GET', '/api/second')
      xhr.send()
      kit.answer()
      await kit.ended(xhr)
      return kit.log.slice(said)
    }, ending)
    expect(log[0]).toBe('readystatechange 1')
    expect(log.at(-1)).toBe('loadend 4')
    expect(harness.server.received).toMatchObject([
      { path: '/api/second', headers: { authorization: withToken } },
    ])
  })

  test('a listener of loadstart may abort it, on the wire', async () => {
    const page = await waitingPage(harness)
    const log = await page.evaluate(async () => {
      kit.xhr.addEventListener('loadstart', () => kit.xhr.abort())
      kit.answer()
      await kit.ended(kit.xhr)
      return kit.log
    })
    expect(log.slice(1, 3)).toEqual(['loadstart 1', 'readystatechange 4'])
    expect(log.at(-1)).toBe('loadend 4')
  })

  test('U4: upload listeners that are added after send() get nothing, as without the install', async () => {
    const page = await harness.open()
    const heard = await page.evaluate(async () => {
      const send = async () => {
        const xhr = new XMLHttpRequest()
        const types = []
        xhr.open('POST', '/api/x')
        xhr.send('body')
        for (const type of ['loadstart', 'progress', 'load', 'loadend']) {
          xhr.upload.addEventListener(type, () => types.push(type))
        }
        await new Promise(resolve => xhr.addEventListener('loadend', resolve))
        return [types, xhr.status > 0]
      }
      const platform = await send()
      kit.install()
      return [platform, await send()]
    })
    expect(heard).toEqual([
      [[], true],
      [[], true],
    ])
  })

  test('U4: a body that throws when it is read throws at send(), as without the install', async () => {
    const page = await harness.open()
    const thrown = await page.evaluate(() => {
      const send = () => {
        const xhr = new XMLHttpRequest()
        xhr.open('POST', '/api/x')
        try {
          xhr.send({
            toString() {
              throw new Error('no text')
            },
          })
        } catch (error) {
          return error.message
        }
        return 'nothing'
      }
      const platform = send()
      kit.install()
      return [platform, send()]
    })
    expect(thrown).toEqual(['no text', 'no text'])
    expect(harness.server.received).toEqual([])
  })

  test('F11: a token that cannot be had is an error event: status 0, readyState 4, nothing sent, told once', async () => {
    const page = await harness.open()
    const result = await page.evaluate(async () => {
      kit.install()
      kit.bridge = 'failing'
      const sent = await Promise.all(['a', 'b', 'c'].map(name => kit.send(`/api/${name}`)))
      kit.bridge = 'at once'
      const { status } = await kit.send('/api/later')
      return {
        ends: sent.map(({ status, readyState, log }) => [status, readyState, log.at(-2)]),
        status,
        events: kit.events.map(({ type }) => type),
      }
    })
    expect(result).toEqual({
      ends: Array(3).fill([0, 4, 'error 4']),
      status: 200,
      events: ['refresherror', 'refresh'],
    })
    expect(harness.server.received).toMatchObject([{ path: '/api/later' }])
  })

  test('T11: dispose() of the client ends it as an error', async () => {
    const page = await waitingPage(harness)
    const last = await page.evaluate(async () => {
      const ended = kit.ended(kit.xhr)
      kit.client.dispose()
      await ended
      return kit.log.at(-2)
    })
    expect(last).toBe('error 4')
    expect(harness.server.received).toEqual([])
  })

  test('uninstalled meanwhile, it still leaves with its token', async () => {
    const page = await waitingPage(harness)
    await page.evaluate(async () => {
      kit.undo()
      kit.answer()
      await kit.ended(kit.xhr)
    })
    expect(harness.server.received).toMatchObject([{ body: 'first', headers: { authorization: withToken } }])
  })
})
