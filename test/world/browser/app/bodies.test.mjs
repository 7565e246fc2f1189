import { beforeAll, expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const held = product({ lifetime: 60, latency: 20 })
let plain

beforeAll(async () => {
  ;[, plain] = await held.open('plain')
  // A token must be there that can be revoked.
  await plain.evaluate(() => globalThis.demo.client.getToken())
})

/** Posts a body of a kind: through the client, or as the platform itself sends it, with a token of its own. */
const post = async ({ kind, asRequest, isPlatform }) => {
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
  if (isPlatform) init.headers.authorization = `JWT ${await client.getToken()}`
  const send = isPlatform ? globalThis.fetch : client.fetch
  const { status } = await (asRequest ? send(new Request('/api/echo', init)) : send('/api/echo', init))
  return status
}

const kinds = ['string', 'json', 'URLSearchParams', 'FormData', 'Blob', 'ArrayBuffer', 'view']
const cases = kinds.flatMap(kind => [false, true].map(asRequest => ({ kind, asRequest })))

/** How a request announced its body, whatever the boundary. */
const announced = ({ headers }) => [
  headers['content-type']?.replace(/boundary=.+$/, ''),
  headers['content-length'],
]

/** What arrived: bytes and their type, whatever the boundary of a multipart body. */
function content({ headers, body }) {
  const type = headers['content-type'] ?? ''
  const boundary = /boundary=(.+)$/.exec(type)?.[1]
  const text = body.toString('latin1')
  if (!boundary) return { type, text }
  return { type: type.replace(boundary, 'boundary'), text: text.replaceAll(boundary, 'boundary') }
}

const bytes = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256))
/** What must have arrived, or be a part of it, said without any browser. */
const essence = {
  string: Buffer.from('Grüße 💡'),
  json: Buffer.from('{"text":"Grüße 💡"}'),
  URLSearchParams: Buffer.from('a=%C3%BC&b=1+%26+2'),
  FormData: bytes,
  Blob: bytes,
  ArrayBuffer: bytes,
  view: bytes.subarray(1000, 2345),
}

test.each(cases)(
  'F8: a body arrives byte for byte after a 401 and a retry: $kind, asRequest: $asRequest',
  async given => {
    held.demo.received.length = 0
    expect(await plain.evaluate(post, { ...given, isPlatform: true })).toBe(200)
    held.demo.revokeCurrent()
    expect(await plain.evaluate(post, given)).toBe(200)
    const { received } = held.demo
    expect(received.map(({ status }) => status)).toEqual([200, 401, 200])
    const [platforms, refused, accepted] = received
    const { kind } = given
    if (kind === 'FormData') expect(platforms.body.includes(essence[kind])).toBe(true)
    else expect(platforms.body.equals(essence[kind])).toBe(true)
    expect(announced(refused)).toEqual(announced(platforms)) // The backend does not read what it refuses.
    expect(content(accepted)).toEqual(content(platforms))
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
