import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ContextClient, ContextClientOptions } from '../../../../src/index.js'
import { createContextClient, installContextFetch } from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { FakeXMLHttpRequest } from '../support/fake-xhr.js'
import { type ControlledSource, controlledSource, settle } from '../support/source.js'

const api = 'https://app.test/api'
const { sent } = FakeXMLHttpRequest
let source: ControlledSource
let client: ContextClient
let undo = () => {}

function install(options?: ContextClientOptions): void {
  client = createContextClient({
    getToken: source.source,
    prefetch: false,
    allowedOrigins: ['https://app.test'],
    ...options,
  })
  undo = installContextFetch(client, { fetch: false })
}

const open = (url = api) => {
  const xhr = new XMLHttpRequest()
  xhr.open('POST', url)
  return xhr
}

async function answer(token = createFakeToken()): Promise<string> {
  source.last().resolve(token)
  await settle()
  return token
}

useFakeClock()
beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', class extends FakeXMLHttpRequest {})
  sent.length = 0
  source = controlledSource()
})
afterEach(() => {
  undo()
  client.dispose()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('U4: what a request fixes at send() is fixed then, also while it waits', () => {
  test('U4: a form and parameters that change meanwhile are sent as they were', async () => {
    install()
    const form = new FormData()
    form.set('a', '1')
    const params = new URLSearchParams({ a: '1' })
    open().send(form)
    open().send(params)
    form.set('a', '2')
    params.set('a', '2')
    await answer()
    const first = sent[0]?.body as FormData
    const second = sent[1]?.body
    expect(first.get('a')).toBe('1')
    expect(second).toBeInstanceOf(URLSearchParams)
    expect(`${second}`).toBe('a=1')
  })

  test('U4: a document is sent as it was', async () => {
    install()
    const body = new DOMParser().parseFromString('<p>before</p>', 'text/html')
    open().send(body)
    body.body.textContent = 'after'
    await answer()
    const received = sent[0]?.body as Document
    expect([received === body, received.body.textContent]).toEqual([false, 'before'])
  })

  test('U4: a body that throws when it is read throws at send(), and nothing is sent', async () => {
    install()
    const xhr = open()
    const body = {
      toString() {
        throw new RangeError('unreadable')
      },
    }
    expect(() => xhr.send(body as unknown as string)).toThrow(new RangeError('unreadable'))
    await answer()
    expect(sent).toEqual([])
  })

  test.each<[string, unknown]>([
    ['a string', 'text'],
    ['a Blob', new Blob(['x'])],
    ['a buffer', new ArrayBuffer(1)],
    ['a view', new Uint8Array(1)],
    ['null', null],
  ])('U4: %s is handed over as it is', async (_, body) => {
    install()
    open().send(body as string)
    await answer()
    expect(sent[0]?.body).toBe(body)
  })

  test('U4: withCredentials throws afterwards, as on the wire', async () => {
    install()
    const xhr = open()
    xhr.withCredentials = true
    xhr.send()
    expect(() => {
      xhr.withCredentials = false
    }).toThrow(expect.objectContaining({ name: 'InvalidStateError' }))
    expect(xhr.withCredentials).toBe(true)
  })

  test('U4: a timeout that is set while it waits counts from send()', async () => {
    install()
    const xhr = open()
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
    install()
    const xhr = open()
    xhr.timeout = 5000
    xhr.send()
    await vi.advanceTimersByTimeAsync(300)
    await answer()
    expect(xhr.timeout).toBe(4700)
    xhr.timeout = 1000
    expect(xhr.timeout).toBe(700)
    FakeXMLHttpRequest.last.respond(200)
    expect(xhr.timeout).toBe(1000)
  })

  test('U4: upload listeners that come after send() are told nothing, if the upload was not looked at before', async () => {
    const look = vi.spyOn(FakeXMLHttpRequest.prototype, 'upload', 'get')
    install()
    const [xhr, aborted] = [open(), open()]
    const heard = vi.fn()
    for (const each of [xhr, aborted]) {
      each.send('body')
      each.upload.addEventListener('progress', heard)
      each.upload.onabort = heard
      expect(each.upload).toBe(each.upload)
    }
    aborted.abort()
    await answer()
    expect([look.mock.calls.length, heard.mock.calls.length]).toEqual([0, 0])
    xhr.open('POST', api)
    expect(xhr.upload).toBe(look.mock.results[0]?.value)
  })

  test('U4, F2: open() hands over the URL that was checked, whole, and other arguments as they came', () => {
    const opened: unknown[][] = []
    vi.spyOn(FakeXMLHttpRequest.prototype, 'open').mockImplementation((...args: unknown[]) => {
      opened.push(args)
    })
    install({ allowedOrigins: [location.origin] })
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
    install({
      isRejected: async ({ status, headers, url }) => {
        seen.push([status, headers.get('x-why'), url])
        return headers.get('x-why') === 'expired'
      },
    })
    const events = recordEvents(client)
    open().send()
    const token = await answer()
    FakeXMLHttpRequest.last.responseHeaders = 'X-Why: expired\r\nx-empty:\r\n'
    FakeXMLHttpRequest.last.respond(403)
    await settle()
    expect(seen).toEqual([[403, 'expired', api]])
    expect(events.rejected).toEqual([{ url: api, status: 403, retried: false }])
    expect(client.tokens.peek()).not.toBe(token)
  })

  test('F14, F16: takesToken is asked at send(), and the others leave untouched and are told', () => {
    const takesToken = vi.fn(({ url }: { url: URL }) => url.pathname !== '/public')
    install({ takesToken })
    const events = recordEvents(client)
    const xhr = open('https://app.test/public')
    expect(takesToken).not.toHaveBeenCalled()
    xhr.send()
    open('https://elsewhere.test/').send()
    const own = open()
    own.setRequestHeader('authorization', 'Basic x')
    own.send()
    expect(takesToken).toHaveBeenCalledOnce()
    expect(events.untouched).toEqual([
      { url: 'https://app.test/public', reason: 'option' },
      { url: 'https://elsewhere.test/', reason: 'origin' },
      { url: api, reason: 'authorization' },
    ])
    expect([sent.length, source.calls]).toEqual([3, []])
  })

  test('F14: what takesToken throws comes out of send(), and nothing is sent', () => {
    install({
      takesToken: () => {
        throw new RangeError('mine')
      },
    })
    const xhr = open()
    expect(() => xhr.send()).toThrow(new RangeError('mine'))
    expect(sent).toEqual([])
  })

  test('S7: a request that the source makes before its first await passes untouched', async () => {
    install({
      getToken: async () => {
        open().send('of the source')
        await undefined
        return createFakeToken()
      },
    })
    open().send('of the page')
    await settle()
    expect(sent.map(({ body, headers }) => [body, headers.length])).toEqual([
      ['of the source', 0],
      ['of the page', 1],
    ])
  })
})

describe('U2: what cannot be installed', () => {
  test('U2: where a method of XMLHttpRequest is locked it throws, and fetch is as it was', () => {
    class Locked extends FakeXMLHttpRequest {}
    Object.defineProperty(Locked.prototype, 'send', { value: () => {}, writable: false, configurable: false })
    vi.stubGlobal('XMLHttpRequest', Locked)
    const before = globalThis.fetch
    client = createContextClient({ getToken: source.source, prefetch: false })
    expect(() => installContextFetch(client)).toThrow(/send is locked/)
    expect(globalThis.fetch).toBe(before)
    expect(Object.getOwnPropertyNames(Locked.prototype).sort()).toEqual(['constructor', 'send'])
    undo = installContextFetch(client, { xhr: false })
  })

  test('U2: a stand-in whose instances do not inherit from it is told by one warning', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('XMLHttpRequest', function standIn() {
      return new FakeXMLHttpRequest()
    })
    install()
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.lastCall?.[0]).toMatch(/XMLHttpRequest was replaced by a stand-in/)
  })

  test('U2: what the client itself sends passes its own install with no event and no second question', async () => {
    const takesToken = vi.fn(() => true)
    const transport = vi.fn(async () => new Response())
    vi.stubGlobal('fetch', transport)
    client = createContextClient({
      getToken: () => createFakeToken(),
      allowedOrigins: ['https://app.test'],
      prefetch: false,
      takesToken,
    })
    const events = recordEvents(client)
    undo = installContextFetch(client)
    await client.fetch(api)
    await client.http(api)
    expect([takesToken.mock.calls.length, transport.mock.calls.length, events.untouched]).toEqual([2, 2, []])
  })
})
