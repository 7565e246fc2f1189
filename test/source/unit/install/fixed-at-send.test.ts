import { describe, expect, test, vi } from 'vitest'
import { createContextClient, installContextFetch } from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { recordEvents } from '../support/events.js'
import { FakeXMLHttpRequest } from '../support/fake-xhr.js'
import { api, installedXhr, openXhr } from '../support/installed-xhr.js'
import { settle } from '../support/source.js'

const installed = installedXhr()
const { sent } = FakeXMLHttpRequest

describe('U4: what a request fixes at send() is fixed then, also while it waits', () => {
  test('U4: a document is sent as it was', async () => {
    installed.install()
    const body = new DOMParser().parseFromString('<p>before</p>', 'text/html')
    openXhr().send(body)
    body.body.textContent = 'after'
    await installed.answer()
    const received = sent[0]?.body as Document
    expect([received === body, received.body.textContent]).toEqual([false, 'before'])
  })

  test.each<[string, unknown]>([
    ['a string', 'text'],
    ['a Blob', new Blob(['x'])],
    ['a buffer', new ArrayBuffer(1)],
    ['a view', new Uint8Array(1)],
    ['null', null],
    ['an element', document.createElement('p')],
  ])('U4: %s is handed over as it is', async (_, body) => {
    installed.install()
    openXhr().send(body as string)
    await installed.answer()
    expect(sent[0]?.body).toBe(body)
  })

  test('U4: an array is the text that it was', async () => {
    installed.install()
    const body = ['a', 'b']
    openXhr().send(body as unknown as string)
    body.push('c')
    await installed.answer()
    expect(sent[0]?.body).toBe('a,b')
  })

  test('U4: a timeout that is set while it waits counts from send()', async () => {
    installed.install()
    const xhr = openXhr()
    const ended = vi.fn()
    xhr.addEventListener('timeout', ended)
    xhr.send()
    await vi.advanceTimersByTimeAsync(300)
    xhr.timeout = 500
    await vi.advanceTimersByTimeAsync(199)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toHaveBeenCalledOnce()
  })

  test('U4: a timeout that is set on the wire counts from send(), too, and is the caller’s again afterwards', async () => {
    installed.install()
    const xhr = openXhr()
    xhr.timeout = 5000
    xhr.send()
    await vi.advanceTimersByTimeAsync(300)
    await installed.answer()
    expect(xhr.timeout).toBe(4700)
    xhr.timeout = 1000
    expect(xhr.timeout).toBe(700)
    FakeXMLHttpRequest.last.respond(200)
    expect(xhr.timeout).toBe(1000)
  })

  test('U4: upload listeners that come after send() are told nothing, if the upload was not looked at before', async () => {
    const look = vi.spyOn(FakeXMLHttpRequest.prototype, 'upload', 'get')
    installed.install()
    const [xhr, aborted] = [openXhr(), openXhr()]
    const heard = vi.fn()
    for (const each of [xhr, aborted]) {
      each.send('body')
      for (const type of ['progress', 'abort', 'loadend']) each.upload.addEventListener(type, heard)
      each.upload.onabort = heard
      expect(each.upload).toBe(each.upload)
    }
    aborted.abort()
    await installed.answer()
    expect([look.mock.calls.length, heard.mock.calls.length]).toEqual([0, 0])
    xhr.open('POST', api)
    expect(xhr.upload).toBe(look.mock.results[0]?.value)
  })

  test('U4, F2: open() hands over the URL that was checked, whole, and other arguments as they came', () => {
    const opened: unknown[][] = []
    vi.spyOn(FakeXMLHttpRequest.prototype, 'open').mockImplementation((...args: unknown[]) => {
      opened.push(args)
    })
    installed.install({ allowedOrigins: [location.origin] })
    const xhr = new XMLHttpRequest()
    const openAny = (...args: unknown[]) => Reflect.apply(xhr.open, xhr, args)
    openAny('GET', '/path')
    openAny('GET', '/path', false, null)
    openAny('GET', 'https://elsewhere.test/path', true)
    openAny('GET')
    openAny()
    const whole = new URL('/path', document.baseURI).href
    expect(opened).toEqual([
      ['GET', whole],
      ['GET', whole, false, null],
      ['GET', 'https://elsewhere.test/path', true],
      ['GET'],
      [],
    ])
  })
})

describe('U3: what is asked of options and told by events', () => {
  test('F15: isRejected gets status, headers and URL of the answer, and a promise is heeded', async () => {
    const seen: unknown[] = []
    installed.install({
      isRejected: async ({ status, headers, url }) => {
        seen.push([status, [...headers].map(([name, value]) => [name.toLowerCase(), value]), url])
        return headers.get('x-why') === 'expired'
      },
    })
    const events = recordEvents(installed.client)
    openXhr().send()
    const token = await installed.answer()
    FakeXMLHttpRequest.last.responseHeaders = 'X-Why: expired\r\nx-empty:\r\nx-narrow:a: b\r\n'
    FakeXMLHttpRequest.last.respond(403)
    await settle()
    const headers = [
      ['x-why', 'expired'],
      ['x-empty', ''],
      ['x-narrow', 'a: b'],
    ]
    expect(seen).toEqual([[403, headers, api]])
    expect(events.rejected).toEqual([{ url: api, status: 403, retried: false }])
    expect(installed.client.tokens.peek()).not.toBe(token)
  })

  test('F14: takesToken gets URL and method, as the platform writes them', () => {
    const asked: unknown[] = []
    installed.install({
      takesToken: ({ url, method }) => {
        asked.push([method, url.href])
        return false
      },
    })
    const xhr = new XMLHttpRequest()
    xhr.open('put', `${api}?x=1`)
    xhr.send()
    expect(asked).toEqual([['PUT', `${api}?x=1`]])
  })
})

describe('U2: what cannot be installed', () => {
  test('U2: where a method of XMLHttpRequest is locked it throws, and fetch is as it was', () => {
    class Locked extends FakeXMLHttpRequest {}
    Object.defineProperty(Locked.prototype, 'send', { value: () => {}, writable: false, configurable: false })
    vi.stubGlobal('XMLHttpRequest', Locked)
    const before = globalThis.fetch
    installed.client = createContextClient({ getToken: installed.source.source, prefetch: false })
    expect(() => installContextFetch(installed.client)).toThrow(/send is locked/)
    expect(globalThis.fetch).toBe(before)
    expect(Object.getOwnPropertyNames(Locked.prototype).sort()).toEqual(['constructor', 'send'])
    installed.undo = installContextFetch(installed.client, { xhr: false })
  })

  test('U2: a stand-in whose instances do not inherit from it is told by one warning', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('XMLHttpRequest', function standIn() {
      return new FakeXMLHttpRequest()
    })
    installed.install()
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.lastCall?.[0]).toMatch(/XMLHttpRequest was replaced by a stand-in/)
  })

  test('U2: a timeout and an upload that are no accessors are left alone, and the timeout counts all the same', async () => {
    class Plain extends FakeXMLHttpRequest {}
    const upload = new EventTarget()
    for (const [name, value] of Object.entries({ timeout: 0, upload }))
      Object.defineProperty(Plain.prototype, name, { value, writable: true })
    vi.stubGlobal('XMLHttpRequest', Plain)
    installed.install()
    const xhr = openXhr()
    xhr.timeout = 500
    xhr.send()
    await vi.advanceTimersByTimeAsync(200)
    await installed.answer()
    expect([sent[0]?.timeout, xhr.upload]).toEqual([300, upload])
  })

  test('U2: what the client sends by way of an XMLHttpRequest passes its own install, too', async () => {
    const takesToken = vi.fn(() => true)
    await installed.installWithToken({
      takesToken,
      fetch: async () => {
        openXhr().send()
        return new Response()
      },
    })
    await installed.client.fetch(api)
    expect(takesToken).toHaveBeenCalledOnce()
    expect(sent).toMatchObject([{ url: api, headers: [] }])
  })

  test('U2: what the client itself sends passes its own install with no event and no second question', async () => {
    const takesToken = vi.fn(() => true)
    const transport = vi.fn(async () => new Response())
    vi.stubGlobal('fetch', transport)
    installed.client = createContextClient({
      getToken: () => createFakeToken(),
      allowedOrigins: ['https://app.test'],
      prefetch: false,
      takesToken,
    })
    const events = recordEvents(installed.client)
    installed.undo = installContextFetch(installed.client)
    await installed.client.fetch(api)
    await installed.client.http(api)
    expect([takesToken.mock.calls.length, transport.mock.calls.length, events.untouched]).toEqual([2, 2, []])
  })
})
