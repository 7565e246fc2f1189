import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { product } from './product.mjs'

const held = product({ lifetime: 60, latency: 20 })
let plain

beforeAll(async () => {
  ;[, plain] = await held.open('plain')
  // A token must be there that can be revoked.
  await plain.evaluate(() => globalThis.demo.client.getToken())
})

/** Posts a body of a kind with a revoked token; tells what kind of content the page says it sent. */
const post = async ({ kind, asRequest }) => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256)
  const form = new FormData()
  form.append('text', 'Grüße, \r\n"quoted"')
  form.append('file', new File([bytes], 'naïve "name".bin', { type: 'application/x-test' }))
  const body = {
    string: () => 'Grüße 💡',
    json: () => JSON.stringify({ text: 'Grüße 💡' }),
    URLSearchParams: () => new URLSearchParams({ a: 'ü', b: '1 & 2' }),
    FormData: () => form,
    Blob: () => new Blob([bytes], { type: 'application/x-blob' }),
    ArrayBuffer: () => bytes.buffer,
    view: () => bytes.subarray(1000, 2345),
  }[kind]()
  const init = {
    method: 'POST',
    body,
    headers: kind === 'json' ? { 'content-type': 'application/json' } : {},
  }
  const { client } = globalThis.demo
  const response = await (asRequest
    ? client.fetch(new Request('/api/echo', init))
    : client.fetch('/api/echo', init))
  return { status: response.status, ...(await response.json()) }
}

const kinds = ['string', 'json', 'URLSearchParams', 'FormData', 'Blob', 'ArrayBuffer', 'view']
const cases = kinds.flatMap(kind => [false, true].map(asRequest => ({ kind, asRequest })))

/** The parts of a multipart body, whatever its boundary; other bodies as they are. */
function content({ headers, body }) {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1]
  const text = body.toString('latin1')
  return boundary ? text.replaceAll(boundary, 'boundary') : text
}

test.each(cases)(
  'F8: a body arrives byte for byte after a 401 and a retry: $kind, asRequest: $asRequest',
  async given => {
    held.demo.revokeCurrent()
    held.demo.received.length = 0
    const answer = await plain.evaluate(post, given)
    expect(answer.status).toBe(200)
    const [refused, accepted, ...others] = held.demo.received
    expect([refused.status, accepted.status, others.length]).toEqual([401, 200, 0])
    expect(accepted.body.length).toBeGreaterThan(9)
    expect(answer.sha256).toBe(createHash('sha256').update(accepted.body).digest('hex'))
    expect(content(accepted)).toBe(content(refused))
    const type = ({ headers }) => headers['content-type']?.replace(/boundary=.*/, '')
    expect(type(accepted)).toBe(type(refused))
  },
)

test('F8: a stream fails over HTTP/1.1 as it does with the platform, and is sent by neither', async () => {
  held.demo.received.length = 0
  const outcomes = await plain.evaluate(async () => {
    const stream = () => new Blob(['a stream']).stream()
    const outcome = send =>
      send('/api/echo', { method: 'POST', body: stream(), duplex: 'half' }).then(
        ({ status }) => status,
        error => `${error.name}: ${error.message}`,
      )
    return [await outcome(globalThis.fetch), await outcome(globalThis.demo.client.fetch)]
  })
  expect(outcomes[0]).toMatch(/^TypeError: /)
  expect(outcomes[1]).toBe(outcomes[0])
  expect(held.demo.received).toEqual([])
})
