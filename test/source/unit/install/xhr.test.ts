import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ContextClient, ContextClientOptions } from '../../../../src/index.js'
import { createContextClient, installContextFetch } from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { FakeXMLHttpRequest, recordXhr } from '../support/fake-xhr.js'
import { type ControlledSource, controlledSource, settle } from '../support/source.js'

const api = 'https://app.test/api'
let source: ControlledSource
let client: ContextClient
let undo: () => void
/** What listeners threw: it comes out nowhere but here. */
const uncaught = vi.fn()

/** Installs a client whose token comes when the test says so. */
function install(options?: ContextClientOptions): void {
  client = createContextClient({
    getToken: source.source,
    prefetch: false,
    allowedOrigins: ['https://app.test'],
    ...options,
  })
  undo = installContextFetch(client, { fetch: false })
}

async function answer(token = createFakeToken()): Promise<string> {
  source.last().resolve(token)
  await settle()
  return token
}

/** A client that has its token already. */
async function installWithToken(options?: ContextClientOptions): Promise<string> {
  install(options)
  client.getToken().catch(() => {})
  return answer()
}

function open(url: string | URL = api, ...rest: [isAsync?: boolean, user?: string, password?: string]) {
  const xhr = new XMLHttpRequest()
  Reflect.apply(xhr.open, xhr, ['POST', url, ...rest]) // as many arguments as are given
  return xhr
}

const { sent } = FakeXMLHttpRequest
const authorizations = () =>
  sent.map(({ headers }) =>
    headers.filter(([name]) => /^authorization$/i.test(name)).map(([, value]) => value),
  )
const stateError = { name: 'InvalidStateError' }
const thrownBy = (act: () => void): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

useFakeClock()
beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', class extends FakeXMLHttpRequest {})
  sent.length = 0
  FakeXMLHttpRequest.status = 200
  source = controlledSource()
  uncaught.mockClear()
  window.addEventListener('error', uncaught)
})
afterEach(() => {
  window.removeEventListener('error', uncaught)
  expect(uncaught).not.toHaveBeenCalled()
  undo?.()
  client?.dispose()
  vi.unstubAllGlobals()
})

describe('U3: an XMLHttpRequest with a usable token', () => {
  test('leaves at once, with the token and all that was set', async () => {
    const token = await installWithToken()
    const xhr = open()
    xhr.setRequestHeader('X-First', 'yes')
    xhr.send('body')
    expect(sent).toMatchObject([{ method: 'POST', url: api, body: 'body', timeout: 0, isAsync: true }])
    expect(sent[0]?.headers).toEqual([
      ['X-First', 'yes'],
      ['Authorization', `JWT ${token}`],
    ])
  })

  test('T3, T8: counts as asking for the token, so that a stale one is refreshed beside it', async () => {
    const token = await installWithToken({ autoRefresh: false })
    await vi.advanceTimersByTimeAsync(870_000)
    open().send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
    expect(source.calls.map(({ reason }) => reason)).toEqual(['initial', 'stale'])
  })

  test('after an open() that failed, send() is the platform’s, which says that nothing is open', async () => {
    install()
    const xhr = new XMLHttpRequest()
    expect(thrownBy(() => xhr.open('A B', api))).toBeInstanceOf(Error)
    expect(thrownBy(() => xhr.send())).toMatchObject(stateError)
    expect(source.calls).toHaveLength(0)
  })

  test('the scheme is that of the client', async () => {
    const token = await installWithToken({ scheme: 'Bearer' })
    open().send()
    expect(authorizations()).toEqual([[`Bearer ${token}`]])
  })

  test('a platform that is told to send twice says so itself', async () => {
    await installWithToken()
    const xhr = open()
    xhr.send()
    expect(thrownBy(() => xhr.send())).toMatchObject(stateError)
    expect(thrownBy(() => xhr.setRequestHeader('X-Late', 'yes'))).toMatchObject({ message: 'Not open' })
    expect(sent).toHaveLength(1)
  })

  test('each time it is opened it takes the token of that time', async () => {
    const first = await installWithToken()
    const xhr = open()
    xhr.send()
    FakeXMLHttpRequest.last.respond(200)
    const refreshed = client.tokens.refresh()
    const second = await answer()
    await refreshed
    xhr.open('GET', `${api}/2`)
    xhr.send()
    expect(authorizations()).toEqual([[`JWT ${first}`], [`JWT ${second}`]])
  })
})

describe('U3: an XMLHttpRequest that takes no token', () => {
  test.each([
    ['F2: a foreign origin', 'https://evil.test/api'],
    ['F2: a look-alike', 'https://app.test.evil.test/'],
    ['F2: a blob:', 'blob:https://app.test/1'],
    ['F4: credentials in the URL', 'https://user@app.test/api'],
    ['F4: a password in the URL', 'https://:secret@app.test/api'],
  ])('%s is left alone, and the source is not asked', async (_, url) => {
    install()
    open(url).send()
    await settle()
    expect(authorizations()).toEqual([[]])
    expect(source.calls).toEqual([])
  })

  test.each([
    ['a user', ['user']],
    ['a password', ['', 'secret']],
  ])('F4: %s given to open() is an authorization of its own', (_, [user, password]) => {
    install()
    open(api, true, user, password).send()
    expect(authorizations()).toEqual([[]])
    expect(source.calls).toEqual([])
  })

  test.each(['Authorization', 'authorization', 'AUTHORIZATION'])('F4: its own %s stays alone', async name => {
    await installWithToken()
    const xhr = open()
    xhr.setRequestHeader(name, 'Basic x')
    xhr.send()
    expect(authorizations()).toEqual([['Basic x']])
    const events = recordEvents(client)
    FakeXMLHttpRequest.last.respond(401)
    expect(events.rejected).toEqual([])
    expect(client.tokens.peek()).toBeDefined()
  })

  test('F2: what goes elsewhere is not even listened to', () => {
    install()
    const listen = vi.spyOn(XMLHttpRequest.prototype, 'addEventListener')
    open('https://evil.test/').send()
    expect(listen).not.toHaveBeenCalled()
  })

  test('another header that only sounds like it changes nothing', async () => {
    const token = await installWithToken()
    const xhr = open()
    xhr.setRequestHeader('X-Authorization', 'x')
    xhr.setRequestHeader('Authorization-Info', 'x')
    xhr.send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
  })

  test('what the platform refuses to open leaves the request as it was', async () => {
    const token = await installWithToken()
    const xhr = open()
    expect(thrownBy(() => xhr.open('TRACE', 'https://evil.test/'))).toMatchObject({ name: 'SecurityError' })
    xhr.send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
  })

  test('F1: the URL that was checked is the URL that is opened', async () => {
    await installWithToken()
    const texts = [api, 'https://evil.test/']
    const url = { toString: () => texts.shift() ?? 'https://evil.test/' }
    const xhr = new XMLHttpRequest()
    xhr.open('GET', url as unknown as string)
    xhr.send()
    expect(sent.map(({ url }) => url)).toEqual([api])
  })

  test('URLs resolve against the page', async () => {
    const token = await installWithToken({ allowedOrigins: [location.origin] })
    open('notes').send()
    expect(sent[0]?.url).toBe(new URL('notes', document.baseURI).href)
    expect(authorizations()).toEqual([[`JWT ${token}`]])
  })
})

describe('U3: an XMLHttpRequest that waits for its token', () => {
  test('leaves when the token is there, and only then says loadstart', async () => {
    install()
    const xhr = open()
    const log = recordXhr(xhr)
    xhr.send('body')
    await settle()
    expect([sent, log, xhr.readyState]).toEqual([[], [], 1])
    const token = await answer()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
    expect(sent[0]?.body).toBe('body')
    FakeXMLHttpRequest.last.respond(200)
    expect(log).toEqual([
      'loadstart 1',
      'readystatechange 2',
      'readystatechange 3',
      'readystatechange 4',
      'load 4',
      'loadend 4',
    ])
  })

  test('meanwhile it counts as sent: neither a header nor a second send()', async () => {
    install()
    const xhr = open()
    xhr.send()
    expect(thrownBy(() => xhr.send())).toMatchObject({
      ...stateError,
      message: expect.stringContaining("'send'"),
    })
    expect(thrownBy(() => xhr.setRequestHeader('X-Late', 'yes'))).toMatchObject({
      ...stateError,
      message: expect.stringContaining("'setRequestHeader'"),
    })
    await answer()
    expect(sent).toHaveLength(1)
    expect(sent[0]?.headers).toHaveLength(1)
  })

  const ended = (type: string) => [
    'readystatechange 4',
    `upload ${type} 4`,
    'upload loadend 4',
    `${type} 4`,
    'loadend 4',
  ]

  test('abort() ends it as on the wire, and nothing is sent', async () => {
    install()
    const xhr = open()
    const log = recordXhr(xhr)
    xhr.send()
    xhr.abort()
    expect(log).toEqual(ended('abort'))
    expect(xhr.readyState).toBe(0)
    await answer()
    expect(sent).toEqual([])
    expect(thrownBy(() => xhr.send())).toMatchObject(stateError)
    expect(thrownBy(() => xhr.setRequestHeader('X', 'y'))).toMatchObject(stateError)
  })

  test('abort() of one that takes no token is the platform’s own', () => {
    install()
    const xhr = open('https://evil.test/')
    xhr.send()
    xhr.abort()
    expect(FakeXMLHttpRequest.last.aborts).toBe(1)
  })

  test('abort() once it has left is the platform’s own', async () => {
    await installWithToken()
    const xhr = open()
    xhr.send()
    xhr.abort()
    expect(FakeXMLHttpRequest.last.aborts).toBe(1)
    expect(xhr.readyState).toBe(0)
  })

  test('timeout counts from send(), and ends it', async () => {
    install()
    const xhr = open()
    const log = recordXhr(xhr)
    xhr.timeout = 500
    xhr.send()
    await vi.advanceTimersByTimeAsync(499)
    expect(log).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(log).toEqual(ended('timeout'))
    expect(xhr.readyState).toBe(4)
    await answer()
    expect(sent).toEqual([])
  })

  test('what the wait has left of the timeout is for the wire, and the caller’s own is back after it', async () => {
    install()
    await vi.advanceTimersByTimeAsync(1000)
    const xhr = open()
    xhr.timeout = 500
    const timeouts: number[] = []
    xhr.addEventListener('readystatechange', () => timeouts.push(xhr.timeout))
    xhr.send()
    await vi.advanceTimersByTimeAsync(200)
    await answer()
    expect(sent[0]?.timeout).toBe(300)
    FakeXMLHttpRequest.last.respond(200)
    expect(timeouts).toEqual([300, 300, 500])
    xhr.timeout = 700
    xhr.open('GET', api)
    expect(xhr.timeout).toBe(700)
  })

  test('a timeout that is set while it waits holds for the wire; none is left as none', async () => {
    install()
    const [given, none] = [open(), open()]
    for (const xhr of [given, none]) xhr.send()
    given.timeout = 900
    await vi.advanceTimersByTimeAsync(100)
    await answer()
    expect(sent.map(({ timeout }) => timeout)).toEqual([800, 0])
  })

  test('opened anew in the middle of its answer, it has the caller’s timeout again', async () => {
    install()
    const xhr = open()
    xhr.timeout = 500
    xhr.send()
    await vi.advanceTimersByTimeAsync(200)
    await answer()
    xhr.open('GET', api)
    expect(xhr.timeout).toBe(500)
  })

  test('no token to be had: it fails as the network would, and the cache has told why', async () => {
    install()
    const events = recordEvents(client)
    const xhr = open()
    const log = recordXhr(xhr)
    xhr.send()
    source.last().reject(new Error('no'))
    await settle()
    expect(log).toEqual(ended('error'))
    expect([xhr.readyState, xhr.status]).toEqual([4, 0])
    expect(events.refresherror).toHaveLength(1)
    xhr.abort()
    expect(xhr.readyState).toBe(0)
    expect(FakeXMLHttpRequest.sent).toEqual([])
  })

  test('once it has failed it can be opened and sent again', async () => {
    install()
    const xhr = open()
    xhr.send()
    source.last().reject(new Error('no'))
    await settle()
    const log = recordXhr(xhr)
    xhr.open('GET', `${api}/again`)
    expect(log).toEqual(['readystatechange 1'])
    xhr.send()
    const token = await answer()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
  })

  test('opened anew while it waits, the first request is no more', async () => {
    install()
    const xhr = open(`${api}/first`)
    xhr.timeout = 500
    xhr.send('first')
    const log = recordXhr(xhr)
    xhr.open('PUT', `${api}/second`)
    await vi.advanceTimersByTimeAsync(500)
    await answer()
    expect(sent).toEqual([])
    expect(log).toEqual([])
    xhr.send('second')
    expect(sent).toMatchObject([{ url: `${api}/second`, body: 'second' }])
  })

  test('a listener of its end may open it anew: abort() does not take that back', async () => {
    install()
    const xhr = open()
    xhr.addEventListener('loadend', () => xhr.open('GET', `${api}/again`), { once: true })
    xhr.send()
    xhr.abort()
    expect(xhr.readyState).toBe(1)
  })

  test('uninstalled while it waits, it leaves with its token', async () => {
    install()
    open().send()
    undo()
    const token = await answer()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
  })
})

describe('U3: the answer to an XMLHttpRequest', () => {
  test('a 401 invalidates the token once, tells so, and is not retried', async () => {
    const token = await installWithToken()
    const events = recordEvents(client)
    open(`${api}?secret=1#x`).send()
    FakeXMLHttpRequest.last.respond(401)
    expect(client.tokens.peek()).toBeUndefined()
    expect(events.rejected).toEqual([{ url: api, status: 401, retried: false }])
    expect(sent).toHaveLength(1)
    open().send()
    expect(source.last().reason).toBe('rejected')
    const next = await answer()
    expect(authorizations()).toEqual([[`JWT ${token}`], [`JWT ${next}`]])
  })

  test('the token is gone before the caller sees the answer', async () => {
    await installWithToken()
    const xhr = open()
    const seen: (string | undefined)[] = []
    xhr.addEventListener('readystatechange', () => seen.push(client.tokens.peek()))
    xhr.send()
    FakeXMLHttpRequest.last.respond(401)
    expect(seen).toEqual([undefined, undefined, undefined])
  })

  test('F7: while the circuit is open, a 401 leaves the token where it is', async () => {
    await installWithToken()
    const refuse = async () => {
      open().send()
      await settle()
      if (!client.tokens.peek()) await answer()
      FakeXMLHttpRequest.last.respond(401)
    }
    await refuse()
    await refuse() // This one came from a `rejected` refresh: the circuit opens.
    await refuse()
    await refuse()
    expect(client.tokens.peek()).toBeDefined()
    expect(source.calls).toHaveLength(3)
  })

  test('F7: a token that the backend took is on probation no more', async () => {
    await installWithToken()
    const send = async (status: number) => {
      open().send()
      await settle()
      if (!client.tokens.peek()) await answer()
      FakeXMLHttpRequest.last.respond(status)
    }
    for (const status of [401, 200, 401, 200, 401]) await send(status)
    expect(client.tokens.peek()).toBeUndefined()
  })

  test('isRejected is asked with a Response of that status', async () => {
    const isRejected = vi.fn(({ status }: Response) => status === 400)
    await installWithToken({ isRejected })
    open().send()
    FakeXMLHttpRequest.last.respond(400)
    expect(client.tokens.peek()).toBeUndefined()
    expect(isRejected).toHaveBeenCalledOnce()
    expect(isRejected.mock.lastCall?.[0]).toMatchObject({ status: 400, body: null })
  })

  test.each([
    ['F3: a 401 from where a redirect led', 401, 'https://evil.test/'],
    ['no answer at all', 0, ''],
    ['a status that no response can have', 999, api],
  ])('%s is no rejection', async (_, status, url) => {
    await installWithToken()
    const events = recordEvents(client)
    open().send()
    FakeXMLHttpRequest.last.respond(status, url)
    expect(client.tokens.peek()).toBeDefined()
    expect(events.rejected).toEqual([])
  })

  test.each([
    [599, true],
    [200, true],
  ])('status %i is judged', async (status, isJudged) => {
    const isRejected = vi.fn(() => false)
    await installWithToken({ isRejected })
    open().send()
    FakeXMLHttpRequest.last.respond(status)
    expect(isRejected.mock.calls.length > 0).toBe(isJudged)
  })

  test('a network error says nothing about the token', async () => {
    await installWithToken()
    const events = recordEvents(client)
    open().send()
    FakeXMLHttpRequest.last.fail()
    expect(events.rejected).toEqual([])
    expect(client.tokens.peek()).toBeDefined()
  })

  test('opened again and again it is judged once for each answer', async () => {
    await installWithToken()
    const events = recordEvents(client)
    const xhr = open()
    xhr.send()
    FakeXMLHttpRequest.last.respond(401)
    xhr.open('GET', api)
    xhr.send()
    await answer()
    FakeXMLHttpRequest.last.respond(401)
    expect(events.rejected).toHaveLength(2)
  })
})

describe('U3: a synchronous XMLHttpRequest', () => {
  test('takes the usable token and never waits; its 401 counts', async () => {
    const token = await installWithToken()
    FakeXMLHttpRequest.status = 401
    const xhr = open(api, false)
    xhr.send()
    expect(sent).toMatchObject([{ isAsync: false }])
    expect(authorizations()).toEqual([[`JWT ${token}`]])
    expect(client.tokens.peek()).toBeUndefined()
  })

  test('U3, F16: without a token it leaves without one, says so, and the next one has it', async () => {
    install()
    const events = recordEvents(client)
    open(api, false).send()
    expect([authorizations(), events.untouched]).toEqual([[[]], [{ url: api, reason: 'sync' }]])
    sent.length = 0
    const token = await answer()
    open(api, false).send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
  })
})

describe('U2: undo', () => {
  test('restores what was there, and then nothing carries a token', async () => {
    const before = Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype)
    await installWithToken()
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
    undo()
    expect(Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype)).toEqual(before)
    open().send()
    expect(authorizations()).toEqual([[]])
  })

  test('installed twice is once, and undone by either', async () => {
    const token = await installWithToken()
    const again = installContextFetch(client, { fetch: false })
    open().send()
    expect(authorizations()).toEqual([[`JWT ${token}`]])
    again()
    open().send()
    expect(authorizations()).toEqual([[`JWT ${token}`], []])
  })

  test('{ xhr: false } leaves XMLHttpRequest alone', async () => {
    await installWithToken()
    undo()
    undo = installContextFetch(client, { fetch: false, xhr: false })
    open().send()
    expect(authorizations()).toEqual([[]])
  })
})
