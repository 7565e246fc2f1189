// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import { createFakeToken, type RecordedRequest } from '../../../../src/testing/index.js'
import { origin, welcomingBackend } from '../support/backend.js'
import { instantSource } from '../support/source.js'

const bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 256)
const form = new FormData()
form.append('text', 'Grüße')
form.append('file', new File([bytes], 'a.bin', { type: 'application/x-test' }))

const bodies: [string, BodyInit][] = [
  ['string', 'Grüße 💡'],
  ['URLSearchParams', new URLSearchParams({ a: 'ü & 1' })],
  ['FormData', form],
  ['Blob', new Blob([bytes], { type: 'application/x-blob' })],
  ['ArrayBuffer', bytes.buffer],
  ['view', bytes.subarray(100, 2000)],
]

/** A backend that refuses the first token, behind a transport that keeps what it was given. */
function setUp() {
  const tokens = [createFakeToken(), createFakeToken()]
  const backend = welcomingBackend()
  backend.revoke(tokens[0] ?? '')
  const source = instantSource(() => tokens.shift() ?? '')
  const transport = vi.fn(backend.fetch)
  const fetch = createContextFetch(createTokenCache(source), { baseUrl: origin, fetch: transport })
  return { fetch, source, transport, arrived: () => backend.requests.map(contentOf) }
}

/** A body as it arrived, whatever boundary was made up for it. */
function contentOf({ headers, body }: RecordedRequest) {
  const type = headers.get('content-type') ?? ''
  const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? '\0'
  const [bare, content] = [type, Buffer.from(body).toString('latin1')].map(it => it.replaceAll(boundary, ''))
  return { type: bare, content }
}

describe('context fetch: bodies', () => {
  test.each(bodies)('F8: a %s is replayed byte for byte', async (_, body) => {
    const { arrived, fetch, transport } = setUp()
    const init = { method: 'POST', body }
    expect((await fetch('/notes', init)).status).toBe(200)
    const [first, second, ...more] = arrived()
    expect(second?.content?.length).toBeGreaterThan(7)
    expect([second, ...more]).toEqual([first])
    const isRead = body instanceof URLSearchParams || body instanceof FormData // F1: at the call
    expect(transport.mock.calls.map(([, init]) => init?.body === body)).toEqual([!isRead, !isRead])
    expect(init).toEqual({ method: 'POST', body })
  })

  test.each(bodies)('F8: a Request with a %s is replayed through its clone', async (_, body) => {
    const { arrived, fetch } = setUp()
    const request = new Request(`${origin}/notes`, { method: 'POST', body })
    expect((await fetch(request)).status).toBe(200)
    const [first, second] = arrived()
    expect(second?.content?.length).toBeGreaterThan(7)
    expect(second).toEqual(first)
    expect(request.bodyUsed).toBe(true)
    expect(request.headers.has('authorization')).toBe(false)
  })

  test('F8: a body of init replaces that of the Request, both times', async () => {
    const { arrived, fetch } = setUp()
    const request = new Request(`${origin}/notes`, { method: 'POST', body: 'of the request' })
    await fetch(request, { body: 'of init' })
    expect(arrived().map(({ content }) => content)).toEqual(['of init', 'of init'])
    expect(request.bodyUsed).toBe(false)
  })

  test('F8: a stream is sent once, its 401 goes to the caller, the next request has another token', async () => {
    const { arrived, fetch, source } = setUp()
    const body = new Blob(['a stream']).stream()
    const response = await fetch('/notes', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect([response.status, arrived().length, source.reasons]).toEqual([401, 1, ['initial']])
    await fetch('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected'])
  })

  test('F8: with a body in init nothing is cloned or built on the way', async () => {
    const { fetch, transport } = setUp()
    await fetch('/notes', { method: 'POST', body: 'x' })
    expect(transport.mock.calls.map(([target]) => target)).toEqual([`${origin}/notes`, `${origin}/notes`])
  })

  test('F9, F11: a Request is used up at the call, also if nothing is sent', async () => {
    const fetch = createContextFetch(
      createTokenCache(() => Promise.reject('no')),
      { baseUrl: origin },
    )
    const request = new Request(`${origin}/notes`, { method: 'POST', body: 'text' })
    const failed = expect(fetch(request)).rejects.toMatchObject({ code: 'source-error' })
    expect(request.bodyUsed).toBe(true)
    await failed
  })

  test('F1: what a Request says of itself besides the header is kept', async () => {
    const { fetch, transport } = setUp()
    const request = new Request(`${origin}/notes`, {
      method: 'PUT',
      headers: { 'x-one': '1' },
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
      cache: 'no-store',
    })
    await fetch(request)
    const sent = transport.mock.calls[1]?.[0] as Request
    const { method, referrerPolicy, redirect, cache } = sent
    expect([method, referrerPolicy, redirect, cache]).toEqual(['PUT', 'no-referrer', 'manual', 'no-store'])
    expect([...sent.headers.keys()]).toEqual(['authorization', 'x-one'])
  })

  test('F1, F2: a Request that lies about its URL is judged by where it goes', async () => {
    class Liar extends Request {
      override get url() {
        return `${origin}/`
      }
    }
    const { arrived, fetch, source } = setUp()
    await fetch(new Liar('https://evil.test/'))
    expect(source.reasons).toEqual([])
    expect(arrived()).toHaveLength(1)
  })
})
