// @vitest-environment node
import type { Options } from 'ky'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createContextClient } from '../../../../src/client/context-client.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { origin, welcomingBackend } from '../support/backend.js'
import { instantSource } from '../support/source.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A client whose first token is refused; `post` tells what arrived, and how often a body was copied for it. */
function setUp(ky: Options = {}) {
  const tokens = [createFakeToken(), createFakeToken()]
  const backend = welcomingBackend()
  backend.revoke(tokens[0] ?? '')
  const client = createContextClient({
    getToken: instantSource(() => tokens.shift() ?? ''),
    baseUrl: origin,
    fetch: backend.fetch,
    ky,
  })
  const clone = vi.spyOn(Request.prototype, 'clone')
  const post = async (options: Options) => {
    await client.http.post('notes', options)
    const arrived = backend.requests.map(({ headers, body }) => {
      const type = headers.get('content-type') ?? ''
      const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? '\0'
      return [type, new TextDecoder().decode(body)].map(part => part.replaceAll(boundary, '…'))
    })
    return { arrived, copies: clone.mock.calls.length - arrived.length } // The fake backend copies each, too.
  }
  return { post }
}

describe('client.http: bodies', () => {
  test.each<[string, Options, string, string]>([
    ['JSON', { json: { text: 'Grüße' } }, 'application/json', '{"text":"Grüße"}'],
    ['string', { body: 'Grüße' }, 'text/plain;charset=UTF-8', 'Grüße'],
    ['empty string', { body: '' }, 'text/plain;charset=UTF-8', ''],
    ['Blob', { body: new Blob(['Grüße'], { type: 'text/x-test' }) }, 'text/x-test', 'Grüße'],
  ])('F8: a %s is sent again as it was, copied by ky alone', async (_, options, type, content) => {
    const { arrived, copies } = await setUp().post(options)
    expect(arrived).toEqual([
      [type, content],
      [type, content],
    ])
    expect(copies).toBe(1)
  })

  test('F8: with no retries of ky it is not copied at all', async () => {
    const { arrived, copies } = await setUp({ retry: 0 }).post({ json: [1] })
    expect([arrived.map(([, content]) => content), copies]).toEqual([['[1]', '[1]'], 0])
  })

  test('F8: what the app may change meanwhile is copied', async () => {
    const form = new FormData()
    form.append('text', 'Grüße')
    const { arrived, copies } = await setUp().post({ body: form })
    expect(arrived[0]?.[1]).toContain('Grüße')
    expect(arrived[1]).toEqual(arrived[0])
    expect(copies).toBe(2)
  })

  test('F8: a request that a hook puts in its place is sent again as that one', async () => {
    const replace = () => new Request(`${origin}/other`, { method: 'POST', body: 'of the hook' })
    const { arrived } = await setUp({ hooks: { beforeRequest: [replace] } }).post({ body: 'of the app' })
    expect(arrived.map(([, content]) => content)).toEqual(['of the hook', 'of the hook'])
  })
})
