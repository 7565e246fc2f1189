// @vitest-environment node
import { Window } from 'happy-dom'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFakeBackend, createFakeToken } from '../../../../src/testing/index.js'
import { requestFor } from '../../../../src/testing/page-request.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Told apart from the page's, which are Node's own in happy-dom. */
class NodeParams extends URLSearchParams {}

/** A page whose classes are its own and none of Node's, as jsdom's under Jest. */
function stubPage() {
  const node = { Request, FormData, URLSearchParams: NodeParams }
  const { AbortController, AbortSignal, FormData: Form, Blob } = new Window()
  const own = { AbortController, AbortSignal, FormData: Form, Blob }
  for (const [name, value] of Object.entries(own)) vi.stubGlobal(name, value)
  vi.stubGlobal('document', { baseURI: 'https://app.example.com/panel/' })
  const handed = vi.fn()
  class NodeRequest extends node.Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(input, init)
      handed(init?.body)
    }
  }
  return { Request: requestFor({ ...node, Request: NodeRequest }), handed }
}

describe('fake backend: install', () => {
  test('K4: puts fetch where the classes are, and restores exactly what was there', () => {
    const before = globalThis.fetch
    const { Request } = globalThis
    const backend = createFakeBackend()
    const restore = backend.install()
    expect(globalThis.fetch).toBe(backend.fetch)
    expect(globalThis.Request).toBe(Request)
    restore()
    expect(globalThis.fetch).toBe(before)
  })

  test('K4: takes the classes of Node where one is missing, and takes all away again', () => {
    const target: { Headers: unknown; Request?: typeof Request; Response?: unknown } = { Headers: 'its own' }
    const restore = createFakeBackend().install(target)
    expect(Object.keys(target).sort()).toEqual(['Headers', 'Request', 'Response', 'fetch'])
    expect(target.Headers).toBe(Headers)
    expect(target.Response).toBe(Response)
    expect(target.Request?.prototype).toBeInstanceOf(Request)
    restore()
    expect(target).toEqual({ Headers: 'its own' })
  })

  test.each([
    ['no process', undefined],
    ['a process with nothing to lend', {}],
  ])('K4: %s: an error says what to do, and nothing is changed', (_, process) => {
    vi.stubGlobal('process', process)
    const target = {}
    expect(() => createFakeBackend().install(target)).toThrow(
      /^install: Headers, Request, Response are missing .*Use a test environment/,
    )
    expect(target).toEqual({})
  })

  test('K4: without a document there is nothing to resolve a relative URL against', async () => {
    const { fetch, requests } = createFakeBackend()
    await expect(fetch('/api/notes')).rejects.toThrow(TypeError)
    expect((await fetch('https://app.example.com/')).status).toBe(401)
    expect(requests).toHaveLength(1)
  })

  test('K4: a route may return the same response again, whatever the URL', async () => {
    const same = new Response(null, { status: 204 })
    const { fetch } = createFakeBackend({ routes: { '*': () => same } })
    const headers = { authorization: `JWT ${createFakeToken()}` }
    await fetch('https://app.example.com/1', { headers })
    expect((await fetch('https://app.example.com/2', { headers })).url).toBe('https://app.example.com/2')
  })

  test('a target that is no object throws a TypeError', () => {
    // What a caller without types may pass.
    expect(() => createFakeBackend().install(null as unknown as object)).toThrow(
      /^target: expected an object/,
    )
  })
})

describe('the Request that it puts there', () => {
  test("keeps the page's own signal, through clones and copies", () => {
    const { Request } = stubPage()
    const { signal } = new AbortController()
    const request = new Request('/api', { signal })
    expect(request.url).toBe('https://app.example.com/api')
    expect(request.signal).toBe(signal)
    expect(request.clone().signal).toBe(signal)
    expect(new Request(request, { method: 'PUT' }).signal).toBe(signal)
    expect(new Request(request, { signal: null }).signal).not.toBe(signal)
    expect(new Request('/api').signal).toBeInstanceOf(AbortSignal)
  })

  test("sends the page's own forms as forms", async () => {
    const { Request, handed } = stubPage()
    const form = new FormData()
    form.append('text', 'Zoë')
    const multipart = new Request('/', { method: 'POST', body: form })
    expect(multipart.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/)
    expect((await multipart.clone().formData()).get('text')).toBe('Zoë')
    const encoded = new Request('/', { method: 'POST', body: new URLSearchParams({ a: 'b c' }) })
    expect(encoded.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8')
    expect(handed.mock.lastCall?.[0]).toBeInstanceOf(NodeParams)
    expect(await encoded.text()).toBe('a=b+c')
    expect(await new Request('/', { method: 'POST', body: 'text' }).text()).toBe('text')
  })

  test('throws at a Blob and says what to do, instead of sending "[object Blob]"', () => {
    const { Request } = stubPage()
    const body = new Blob(['text'])
    expect(() => new Request('/', { method: 'POST', body })).toThrow(/Send bytes instead/)
    const form = new FormData()
    form.append('file', body)
    expect(() => new Request('/', { method: 'POST', body: form })).toThrow(TypeError)
  })
})
