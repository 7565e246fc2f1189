import { base, bytes, endless, file, form, latin, outcome, post } from '../world.mjs'

const typed = (type, ...parts) => new Blob(parts, { type })

/** @type {[string, () => RequestInit][]} */
const whole = [
  ['a text', () => ({ body: 'Grüße 💡\r\n\0' })],
  ['JSON', () => ({ body: '{ "a": 1 }', headers: { 'content-type': 'application/json' } })],
  ['JSON with a number of 20 digits', () => ({ body: '{"id":12345678901234567890}' })],
  ['parameters', () => ({ body: new URLSearchParams({ a: 'ü & 1' }) })],
  ['a Blob of text', () => ({ body: typed('text/csv', 'a;ü\n') })],
  ['a Blob of JSON', () => ({ body: typed('application/vnd.api+json', '{}') })],
  ['a drawing', () => ({ body: typed('image/svg+xml', '<svg/>') })],
  ['bytes that are text', () => ({ body: bytes(71, 114), headers: { 'content-type': 'text/plain' } })],
]
/** @type {[string, () => RequestInit][]} */
const nothing = [
  ['an empty text', () => ({ body: '' })],
  ['null', () => ({ body: null })],
  ['none', () => ({})],
]
/** @type {[string, () => RequestInit][]} */
const damaged = [
  ['bytes', () => ({ body: bytes(0, 255) })],
  ['bytes that could be text', () => ({ body: bytes(1, 2) })],
  ['a buffer', () => ({ body: bytes(1, 2).buffer })],
  ['a view', () => ({ body: new DataView(bytes(1, 2).buffer) })],
  ['a Blob of no type', () => ({ body: typed('', 'x') })],
  ['a picture', () => ({ body: typed('image/png', bytes(137, 80, 78, 71)) })],
  ['a picture that could be text', () => ({ body: typed('image/png', 'x') })],
  ['a text that is not UTF-8', () => ({ body: bytes(255), headers: { 'content-type': 'text/plain' } })],
  ['a stream', () => ({ body: typed('', 'x').stream(), duplex: 'half' })],
  [
    'a stream that calls itself text',
    () => ({ body: endless(), duplex: 'half', headers: { 'content-type': 'text/plain' } }),
  ],
  ['an asynchronous generator', () => ({ body: (async function* () {})(), duplex: 'half' })],
  ['a text that begins with U+FEFF', () => ({ body: '\uFEFFtext' })],
  ['a file in another field', () => ({ body: form(['upload', file(1)]) })],
  ['a text in a field for files', () => ({ body: form(['filename', 'x']) })],
  ['a field twice', () => ({ body: form(['a', '1'], ['a', '2']) })],
  ['a field that the bridge adds', () => ({ body: form(['__fileName', 'x'], ['file', file(1)]) })],
  ['a field named __proto__', () => ({ body: form(['__proto__', 'x']) })],
]

/** A body as the platform would send it, byte for byte. */
const sentByPlatform = async init => latin(await new Request(base, { method: 'POST', ...init }).arrayBuffer())

/** @type {import('../world.mjs').Case[]} */
export const bodies = [
  ...[...whole, ...nothing].map(([name, init]) => ({
    name: `G3: ${name} arrives byte for byte`,
    async run({ createForgeFetch, settings, host }) {
      await post(createForgeFetch(settings), init())
      const [{ body }] = host.arrived
      return { calls: host.calls, isSame: latin(body) === (await sentByPlatform(init())) }
    },
    expected: { calls: 1, isSame: true },
  })),
  ...damaged.map(([name, init]) => ({
    name: `G3: ${name} is refused`,
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(post(createForgeFetch(settings), init())),
      host.calls,
    ],
    expected: ['refused by TypeError', 0],
  })),
  {
    name: 'G3: a form that the bridge keeps whole arrives whole',
    async run({ createForgeFetch, settings, host }) {
      const fields = form(
        ['text', 'Grüße'],
        ['__textName', 'x'],
        ['file1', file(0, 255, 128)],
        ['file2', file()],
      )
      await post(createForgeFetch(settings), { body: fields })
      const [{ headers, body }] = host.arrived
      const received = await new Response(body, { headers }).formData()
      const told = async value =>
        typeof value === 'string' ? value : [value.name, value.type, latin(await value.arrayBuffer())]
      return Promise.all([...received].map(async ([name, value]) => [name, await told(value)]))
    },
    expected: [
      ['text', 'Grüße'],
      ['__textName', 'x'],
      ['file1', ['näme.bin', 'application/x-test', '\0\xff\x80']],
      ['file2', ['näme.bin', 'application/x-test', '']],
    ],
  },
]
