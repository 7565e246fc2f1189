import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()

/** What comes when the request leaves, so later than `send()`, or never (U3). */
const isOfLeaving = entry => /^(upload\.)?(loadstart|progress) /.test(entry)

const endings = {
  success: { url: '/api/x' },
  'an answer of 500': { url: '/api/x?status=500' },
  'an abort on the wire': { url: '/api/x?hold', onceThere: 'abort' },
  'a timeout on the wire': { url: '/api/x?hold', onceThere: 'time out' },
  'a network error': { url: '/api/x?drop' },
}
const bodies = {
  'a GET': {},
  'a POST with a body': { method: 'POST', body: 'text' },
  'a POST with an empty body': { method: 'POST', body: '' },
  'a POST without a body': { method: 'POST', body: null },
  'a GET with a body': { body: 'ignored' },
}
const kinds = Object.keys(bodies)

/** Runs a case in the page, with nothing installed or with a token that is waited for. */
async function logOf(page, isWaiting, { url, onceThere, ...options }) {
  if (isWaiting) await page.evaluate(() => kit.installHeld())
  const sent = page.evaluate(
    async ([url, options]) => {
      const keep = xhr => {
        kit.xhr = xhr
      }
      return (await kit.send(url, { ...options, hear: true, after: keep })).log
    },
    [url, options],
  )
  if (isWaiting) {
    await page.waitForFunction(() => kit.waiting.length === 1)
    expect(harness.server.received).toEqual([])
    await page.evaluate(() => kit.answer())
  }
  if (onceThere) {
    await harness.server.arrived('/api/x')
    if (options.method && options.body) await page.waitForFunction(() => kit.log.includes('upload.loadend 1'))
    await page.evaluate(how => {
      if (how === 'abort') kit.xhr.abort()
      else kit.xhr.timeout = 1
    }, onceThere)
  }
  const log = await sent
  expect(harness.server.at('/api/x')).not.toEqual([])
  harness.server.reset()
  return log
}

describe('U3: events of a request that waited for its token and left', () => {
  const table = Object.keys(endings).flatMap(ending => kinds.map(kind => [ending, kind]))
  test.each(table)(
    'are those of the platform, in order and with their states, at %s of %s',
    async (ending, kind) => {
      const options = { ...bodies[kind], ...endings[ending] }
      const page = await harness.open()
      const native = await logOf(page, false, options)
      expect(native.length).toBeGreaterThan(3)
      expect(await logOf(page, true, options)).toEqual(native)
    },
  )
})

describe('U3: events of a request that ends while it waits', () => {
  /** What the same request says where nothing is installed, leaving left out. */
  async function compare(options, nativeEnding, waitingEnding, isOffline = false) {
    const page = await harness.open()
    await page.context().setOffline(isOffline)
    const onWire = await page.evaluate(nativeEnding, { ...options, to: 'native' })
    await page.context().setOffline(false)
    await page.evaluate(() => kit.installHeld())
    const waiting = await page.evaluate(waitingEnding, { ...options, to: 'waiting' })
    expect(harness.server.at('/api/waiting')).toEqual([]) // The other one may still arrive.
    expect(onWire.log.filter(isOfLeaving)).not.toEqual([])
    expect(waiting).toEqual({ ...onWire, log: onWire.log.filter(entry => !isOfLeaving(entry)) })
    return waiting
  }

  test.each(kinds)('are those of the platform at abort() of %s', async kind => {
    const abortAtOnce = ({ to, ...options }) =>
      kit.send(`/api/${to}?hold`, { ...options, hear: true, after: xhr => xhr.abort() })
    const { readyState } = await compare(bodies[kind], abortAtOnce, abortAtOnce)
    expect(readyState).toBe(0)
  })

  test.each(kinds)('are those of the platform at a timeout of %s', async kind => {
    // With a body so big that it is still under way.
    const big = bodies[kind].body ? { isBig: true } : {}
    const run = ({ to, isBig, ...options }) => {
      if (isBig) options.body = new Uint8Array(2 ** 24)
      return kit.send(`/api/${to}?deaf`, { ...options, hear: true, timeout: 200 })
    }
    await compare({ ...bodies[kind], ...big }, run, run)
  })

  test.each(kinds)('are those of a network error if no token can be had for %s', async kind => {
    const cut = ({ to, ...options }) => kit.send(`/api/${to}`, { ...options, hear: true })
    const withoutToken = ({ to, ...options }) => {
      kit.bridge = 'failing'
      return kit.send(`/api/${to}`, { ...options, hear: true })
    }
    const { status, log } = await compare(bodies[kind], cut, withoutToken, true)
    expect(status).toBe(0)
    expect(log).toContain('error 4')
  })
})
