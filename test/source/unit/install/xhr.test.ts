import { describe, expect, test, vi } from 'vitest'
import { installContextFetch } from '../../../../src/index.js'
import { FakeXMLHttpRequest, recordXhr } from '../support/fake-xhr.js'
import { api, installedXhr, openXhr } from '../support/installed-xhr.js'

/** What only a fake shows. The cases of `test/support/xhr` are for Chromium as well. */
const installed = installedXhr()
const { sent } = FakeXMLHttpRequest
const notOpen = expect.objectContaining({ name: 'InvalidStateError', message: 'Not open' })
const authorizations = () =>
  sent.map(({ headers }) =>
    headers.filter(([name]) => /^authorization$/i.test(name)).map(([, value]) => value),
  )

describe('U3: an XMLHttpRequest with a usable token', () => {
  test('T3, T8: counts as asking for the token, so that a stale one is refreshed beside it', async () => {
    const token = await installed.installWithToken({ autoRefresh: false })
    await vi.advanceTimersByTimeAsync(870_000)
    openXhr().send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
    expect(installed.source.calls.map(({ reason }) => reason)).toEqual(['initial', 'stale'])
  })

  test('a platform that is told to send twice says so itself', async () => {
    await installed.installWithToken()
    const xhr = openXhr()
    xhr.send()
    expect(() => xhr.send()).toThrow(notOpen)
    expect(() => xhr.setRequestHeader('X-Late', 'yes')).toThrow(notOpen)
    expect(sent).toHaveLength(1)
  })
})

describe('U3: an XMLHttpRequest that was not opened', () => {
  test('has its timeout, its upload and its abort() as ever', () => {
    installed.install()
    const xhr = new XMLHttpRequest()
    xhr.timeout = 500
    expect([xhr.timeout, xhr.upload]).toEqual([500, expect.any(EventTarget)])
    xhr.abort()
    expect(() => xhr.send()).toThrow(notOpen)
    expect(() => xhr.setRequestHeader('X-Early', 'yes')).toThrow(notOpen)
  })
})

describe('U3: an XMLHttpRequest that takes no token', () => {
  test('F2: what goes elsewhere is not even listened to', () => {
    installed.install()
    const listen = vi.spyOn(XMLHttpRequest.prototype, 'addEventListener')
    openXhr('https://evil.test/').send()
    expect(listen).not.toHaveBeenCalled()
  })
})

describe('U3: an XMLHttpRequest that waits for its token', () => {
  test('abort() of one that takes no token is the platform’s own', () => {
    installed.install()
    const xhr = openXhr('https://evil.test/')
    xhr.send()
    xhr.abort()
    expect(FakeXMLHttpRequest.last.aborts).toBe(1)
  })

  test('abort() once it has left is the platform’s own', async () => {
    await installed.installWithToken()
    const xhr = openXhr()
    xhr.send()
    xhr.abort()
    expect(FakeXMLHttpRequest.last.aborts).toBe(1)
    expect(xhr.readyState).toBe(0)
  })

  test('what the wait has left of the timeout is for the wire, and the caller’s own is back after it', async () => {
    installed.install()
    await vi.advanceTimersByTimeAsync(1000)
    const xhr = openXhr()
    xhr.timeout = 500
    const timeouts: number[] = []
    xhr.addEventListener('readystatechange', () => timeouts.push(xhr.timeout))
    xhr.send()
    await vi.advanceTimersByTimeAsync(200)
    await installed.answer()
    expect(sent[0]?.timeout).toBe(300)
    FakeXMLHttpRequest.last.respond(200)
    expect(timeouts).toEqual([300, 300, 500])
    xhr.timeout = 700
    xhr.open('GET', api)
    expect(xhr.timeout).toBe(700)
  })

  test('a timeout that is set while it waits holds for the wire; none is left as none', async () => {
    installed.install()
    const [given, none] = [openXhr(), openXhr()]
    for (const xhr of [given, none]) xhr.send()
    given.timeout = 900
    await vi.advanceTimersByTimeAsync(100)
    await installed.answer()
    expect(sent.map(({ timeout }) => timeout)).toEqual([800, 0])
  })

  test('a timeout that is taken back while it waits ends nothing', async () => {
    installed.install()
    const xhr = openXhr()
    xhr.timeout = 500
    const log = recordXhr(xhr)
    xhr.send()
    xhr.timeout = 0
    await vi.advanceTimersByTimeAsync(1000)
    expect(log).toEqual([])
    await installed.answer()
    expect(sent[0]?.timeout).toBe(0)
  })

  test('it ends once, also where it was aborted and then no token comes', async () => {
    installed.install()
    const xhr = openXhr()
    const log = recordXhr(xhr)
    xhr.send('body')
    xhr.abort()
    const ended = [...log]
    installed.source.last().reject(new Error('no'))
    await vi.advanceTimersByTimeAsync(0)
    expect(log).toEqual(ended)
    expect(ended).toContain('abort 4')
  })

  test('U4: what is fixed by send() says so itself', () => {
    installed.install()
    const xhr = openXhr()
    xhr.send()
    const failed = (member: string) =>
      new DOMException(
        `Failed to execute '${member}' on 'XMLHttpRequest': the request was sent.`,
        'InvalidStateError',
      )
    expect(() => xhr.send()).toThrow(failed('send'))
    expect(() => xhr.setRequestHeader('X-Late', 'yes')).toThrow(failed('setRequestHeader'))
    expect(() => {
      xhr.withCredentials = true
    }).toThrow(failed('withCredentials'))
  })

  test('opened anew while it waits, the first request is no more', async () => {
    installed.install()
    const xhr = openXhr(`${api}/first`)
    xhr.timeout = 500
    xhr.send('first')
    const log = recordXhr(xhr)
    xhr.open('PUT', `${api}/second`)
    await vi.advanceTimersByTimeAsync(500)
    await installed.answer()
    expect(sent).toEqual([])
    expect(log).toEqual([])
    xhr.send('second')
    expect(sent).toMatchObject([{ url: `${api}/second`, body: 'second' }])
  })
})

describe('U3: an XMLHttpRequest that has no answer', () => {
  test('F6: is not judged', async () => {
    const isRejected = vi.fn(() => false)
    await installed.installWithToken({ isRejected })
    openXhr().send()
    FakeXMLHttpRequest.last.fail()
    expect(isRejected).not.toHaveBeenCalled()
  })
})

describe('U2: undo', () => {
  test('with somebody else on top, what stays in the chain only forwards', async () => {
    await installed.installWithToken()
    const { prototype } = XMLHttpRequest
    const { open } = prototype
    const upload = Object.getOwnPropertyDescriptor(prototype, 'upload')
    const onTop = vi.fn(function (this: XMLHttpRequest, ...args: unknown[]) {
      Reflect.apply(open, this, args)
    })
    const look = vi.fn(function (this: XMLHttpRequest) {
      return upload?.get?.call(this)
    })
    prototype.open = onTop
    Object.defineProperty(prototype, 'upload', { ...upload, get: look })
    const xhr = openXhr()
    xhr.send()
    FakeXMLHttpRequest.last.respond(200)
    installed.undo()
    xhr.open('GET', api)
    xhr.send()
    expect(xhr.upload).toBeInstanceOf(EventTarget)
    expect([onTop, look].map(each => each.mock.calls.length)).toEqual([2, 1])
    expect(authorizations().map(({ length }) => length)).toEqual([1, 0])
  })

  test('restores what was there, and then nothing carries a token', async () => {
    const before = Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype)
    await installed.installWithToken()
    const own = () => Object.getOwnPropertyNames(XMLHttpRequest.prototype).sort()
    expect(own()).toEqual([
      'abort',
      'constructor',
      'open',
      'send',
      'setRequestHeader',
      'timeout',
      'upload',
      'withCredentials',
    ])
    installed.undo()
    expect(Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype)).toEqual(before)
    openXhr().send()
    expect(authorizations()).toEqual([[]])
  })

  test('installed twice is once, and undone by either', async () => {
    const token = await installed.installWithToken()
    const again = installContextFetch(installed.client, { fetch: false })
    openXhr().send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
    again()
    openXhr().send()
    expect(authorizations()).toEqual([[`JWT ${token}`], []])
  })

  test('{ xhr: false } leaves XMLHttpRequest alone', async () => {
    await installed.installWithToken()
    installed.undo()
    installed.undo = installContextFetch(installed.client, { fetch: false, xhr: false })
    openXhr().send()
    expect(authorizations()).toEqual([[]])
  })
})
