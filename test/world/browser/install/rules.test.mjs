import { describe, expect, test } from 'vitest'
import { startServer } from '../../../support/server.mjs'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)
const withToken = expect.stringMatching(/^JWT ey[\w.-]+$/)

describe('U3: an XMLHttpRequest follows the rules of fetch', () => {
  test('F2: no token for a foreign origin, a look-alike, a blob: or data: URL, and no call of the source', async () => {
    const page = await harness.open()
    await page.evaluate(async foreign => {
      kit.install()
      const { host } = location
      const urls = [
        `${foreign}/api/x`,
        `//${foreign.slice(7)}/api/x`,
        `http://${host}@${foreign.slice(7)}/api/x`,
        `http:\\\\${foreign.slice(7)}/api/x`,
        `\t//${foreign.slice(7)}/api\n/x`,
        URL.createObjectURL(new Blob(['x'])),
        'data:text/plain,x',
        'about:blank',
        'http://[',
      ]
      for (const url of urls) {
        try {
          await kit.send(url)
        } catch {} // As the platform does.
      }
    }, harness.server.foreign)
    expect(authorizations('/api/x')).toEqual(Array(5).fill(undefined))
    expect(await page.evaluate(() => kit.calls)).toBe(0)
  })

  test('F1: the URL that was checked is the URL that is sent', async () => {
    const page = await harness.open()
    await page.evaluate(foreign => {
      kit.install()
      const texts = ['/api/x', `${foreign}/api/x`]
      return kit.send({ toString: () => texts.shift() ?? `${foreign}/api/x` })
    }, harness.server.foreign)
    expect(harness.server.received).toMatchObject([
      { headers: { host: new URL(harness.server.origin).host, authorization: withToken } },
    ])
  })

  test.each([
    ['Authorization', 'Basic abc'],
    ['authorization', 'JWT own'],
    ['AUTHORIZATION', 'x'],
  ])('F4: its own %s is left alone, and its 401 is no rejection', async (name, value) => {
    const page = await harness.open()
    const events = await page.evaluate(
      async ([name, value]) => {
        kit.install()
        await kit.send('/api/x?status=401', { headers: { [name]: value } })
        return [kit.events, kit.calls]
      },
      [name, value],
    )
    expect(events).toEqual([[], 0])
    expect(authorizations('/api/x')).toEqual([value])
  })

  test('F4: user and password, as arguments or in the URL, are an authorization of its own', async () => {
    const page = await harness.open()
    const calls = await page.evaluate(async () => {
      kit.install()
      for (const args of [
        ['/api/x', true, 'me', 'secret'],
        ['/api/x', true, 'me'],
        ['/api/x', true, null, 'secret'],
        [`http://me:secret@${location.host}/api/x`],
      ]) {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', ...args)
        xhr.send()
        await kit.ended(xhr)
      }
      return kit.calls
    })
    expect(calls).toBe(0)
    expect(authorizations('/api/x')).toHaveLength(4)
    expect(JSON.stringify(authorizations('/api/x'))).not.toContain('JWT')
  })

  test('no user and no password, said with undefined or null, is none', async () => {
    const page = await harness.open()
    await page.evaluate(async () => {
      kit.install()
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/x', true, undefined, null)
      xhr.send()
      await kit.ended(xhr)
    })
    expect(authorizations('/api/x')).toEqual([withToken])
  })

  test.each([302, 307])(
    'F3: a redirect (%i) to a foreign origin takes no token there, and its 401 is no rejection',
    async status => {
      const page = await harness.open()
      const to = encodeURIComponent(`${harness.server.foreign}/api/there?status=401`)
      const result = await page.evaluate(async url => {
        kit.install()
        const { status } = await kit.send(url)
        return {
          status,
          events: kit.events.map(({ type }) => type),
          isKept: Boolean(kit.client.tokens.peek()),
        }
      }, `/api/x?status=${status}&to=${to}`)
      expect(result).toEqual({ status: 401, events: ['refresh'], isKept: true })
      expect(authorizations('/api/x')).toEqual([withToken])
      expect(authorizations('/api/there')).toEqual([undefined])
    },
  )

  test('scheme and allowedOrigins are those of the client, and withCredentials goes along', async () => {
    const page = await harness.open()
    const far = await startServer()
    try {
      await page.evaluate(async far => {
        kit.install({}, { scheme: 'Bearer', allowedOrigins: [far] })
        for (const withCredentials of [true, true, false])
          await kit.send(`${far}/api/far`, { withCredentials })
        await kit.send('/api/near')
      }, far.origin)
      const sent = far.at('/api/far').map(({ headers }) => headers)
      expect(sent.map(({ cookie }) => cookie)).toEqual([undefined, 'seen=yes', undefined])
      expect(sent.map(({ authorization }) => authorization)).toEqual(
        Array(3).fill(expect.stringMatching(/^Bearer ey/)),
      )
      expect(authorizations('/api/near')).toEqual([undefined])
    } finally {
      await far.stop()
    }
  })
})

describe('U3: a synchronous XMLHttpRequest', () => {
  const sendSync = () => {
    const xhr = new XMLHttpRequest()
    const log = kit.record(xhr)
    xhr.open('GET', '/api/x?status=401', false)
    const thrown = kit.thrownBy(() => xhr.send())
    const state = xhr.readyState
    return {
      thrown: thrown?.name,
      state,
      status: xhr.status,
      log,
      again: kit.thrownBy(() => xhr.send())?.name,
    }
  }

  test('takes the usable token, and its 401 counts', async () => {
    const page = await harness.open()
    const native = await page.evaluate(sendSync)
    await page.evaluate(async () => {
      kit.install()
      await kit.client.getToken()
    })
    expect(await page.evaluate(sendSync)).toEqual(native)
    expect(await page.evaluate(() => kit.events.map(({ type }) => type))).toEqual(['refresh', 'rejected'])
    expect(authorizations('/api/x')).toEqual([undefined, withToken])
  })

  test('U3, F16: leaves without a token if there is none, says so, and the next one has it', async () => {
    const page = await harness.open()
    await page.evaluate(() => kit.install() && undefined)
    const untouched = await page.evaluate(() => {
      globalThis.untouched = []
      kit.client.addEventListener('untouched', ({ detail }) => globalThis.untouched.push(detail.reason))
    })
    expect(untouched).toBeUndefined()
    expect(await page.evaluate(sendSync)).toMatchObject({ status: 401 })
    expect(authorizations('/api/x')).toEqual([undefined])
    expect(await page.evaluate(() => globalThis.untouched)).toEqual(['sync'])
    harness.server.received.length = 0
    await page.waitForFunction(() => kit.client.tokens.peek())
    expect(await page.evaluate(sendSync)).toMatchObject({ status: 401 })
    expect(authorizations('/api/x')).toEqual([withToken])
  })
})
