/**
 * What an app does in Forge, and what must come of it: on the real `@forge/bridge`, in Node and in a browser.
 *
 * @typedef {{
 *   createForgeFetch: typeof import('ap-context-fetch/forge').createForgeFetch,
 *   createForgeClient: typeof import('ap-context-fetch/forge').createForgeClient,
 *   settings: import('ap-context-fetch/forge').ForgeFetchOptions,
 *   host: import('./host.mjs').Host,
 * }} World
 * @typedef {{ name: string, run: (world: World) => Promise<unknown>, expected: unknown }} Case
 */

const bytes = (...values) => Uint8Array.from(values)
const typed = (type, ...parts) => new Blob(parts, { type })
const file = (...values) => new File([bytes(...values)], 'näme.bin', { type: 'application/x-test' })
const form = (...fields) => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}
const endless = () => new ReadableStream()
const base = 'https://app.example.com/'

/** A token of somebody, which the host's errors carry. */
const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'

/** What a promise comes to, as plain data. */
const outcome = promise =>
  promise.then(
    async response => ({ status: response.status, url: response.url, text: await response.text() }),
    error => {
      const { name, message = '', cause } = Object(error)
      if (/^The Forge bridge would damage .+\. Nothing was sent\. \S.+\.$/.test(message))
        return `refused by ${name}`
      if (/^Failed to fetch \(.+ backend .+\)$/.test(message)) return { name, cause: cause && `${cause}` }
      return message ? name : error
    },
  )

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

const post = (fetch, init) => fetch('/a', { method: 'POST', ...init })
const latin = buffer => Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join('')
/** A body as the platform would send it, byte for byte. */
const sentByPlatform = async init => latin(await new Request(base, { method: 'POST', ...init }).arrayBuffer())

/** @type {Case[]} */
const bodies = [
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
  ...[
    ['JSON', '{"a":[1,"x y"],"b":null}', '{"a":[1,"x y"],"b":null}'],
    ['JSON with white space', '{ "a": [1, "x y"],\n "b": null }', '{"a":[1,"x y"],"b":null}'],
    ['nothing', undefined, ''],
  ].map(([name, body, arrives]) => ({
    name: `G3: ${name} goes through invokeRemote`,
    async run({ createForgeFetch, settings, host }) {
      await post(createForgeFetch({ ...settings, via: 'invokeRemote' }), { body })
      return [host.calls, latin(host.arrived[0].body)]
    },
    expected: [1, arrives],
  })),
  ...[
    ['a text', 'text'],
    ['a number of 20 digits', '{"id":12345678901234567890}'],
    ['a member twice', '{"a":1,"a":2}'],
    ['parameters', new URLSearchParams('a=1')],
    ['a form', form(['a', '1'])],
    ['bytes', bytes(1)],
  ].map(([name, body]) => ({
    name: `G3: ${name} is refused through invokeRemote`,
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(post(createForgeFetch({ ...settings, via: 'invokeRemote' }), { body })),
      host.calls,
    ],
    expected: ['refused by TypeError', 0],
  })),
]

/** @type {Case[]} */
const ends = [
  {
    name: 'G4: one that is aborted before sends nothing',
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(createForgeFetch(settings)('/a', { signal: AbortSignal.abort('gone') })),
      host.calls,
    ],
    expected: ['gone', 0],
  },
  {
    name: 'G4: one that is aborted while the host is silent ends with the reason, and the bridge sees no signal',
    async run({ createForgeFetch, settings, host }) {
      host.next = () => new Promise(() => {})
      const controller = new AbortController()
      const asked = outcome(createForgeFetch(settings)('/a', { signal: controller.signal }))
      await host.called()
      controller.abort('left')
      return [await asked, host.calls, host.complaints]
    },
    expected: ['left', 1, []],
  },
  {
    name: 'G4: one that is aborted without a reason is an AbortError',
    async run({ createForgeFetch, settings, host }) {
      host.next = () => new Promise(() => {})
      const controller = new AbortController()
      const asked = outcome(createForgeFetch(settings)('/a', { signal: controller.signal }))
      await host.called()
      controller.abort()
      return asked
    },
    expected: 'AbortError',
  },
  {
    name: 'G4: a body that never ends ends with the signal',
    async run({ createForgeFetch, settings, host }) {
      const controller = new AbortController()
      const request = new Request(`${base}a`, { method: 'POST', body: endless(), duplex: 'half' })
      const asked = outcome(createForgeFetch(settings)(request, { signal: controller.signal }))
      await new Promise(resolve => setTimeout(resolve))
      controller.abort('left')
      return [await asked, host.calls]
    },
    expected: ['left', 0],
  },
  ...['requestRemote', 'invokeRemote'].map(via => ({
    name: `G4: a silent host ends in a TimeoutError through ${via}, and the next request works`,
    async run({ createForgeFetch, settings, host }) {
      host.next = () => new Promise(() => {})
      const fetch = createForgeFetch({ ...settings, via, timeout: 20 })
      return [await outcome(fetch('/a')), (await createForgeFetch({ ...settings, via })('/a')).status]
    },
    expected: ['TimeoutError', 200],
  })),
  {
    name: 'G7: dispose() rejects whoever waits and comes later',
    async run({ createForgeClient, settings, host }) {
      const client = createForgeClient(settings)
      host.next = () => new Promise(() => {})
      const code = promise => promise.catch(error => error.code)
      const waiting = code(client.fetch('/a'))
      await host.called()
      client.dispose()
      return Promise.all([waiting, code(client.fetch('/a')), code(client.getClaims())])
    },
    expected: ['disposed', 'disposed', 'disposed'],
  },
]

/** @type {Case[]} */
const answers = [
  {
    name: 'G5: an answer has status, headers, url and body',
    async run({ createForgeFetch, settings, host }) {
      host.answer = () => Response.json({ a: 'ü' }, { status: 201, headers: { 'x-one': '1' } })
      const response = await createForgeFetch(settings)('/a?b#c')
      const { status, headers, url } = response
      return [response instanceof Response, status, headers.get('x-one'), url, await response.json()]
    },
    expected: [true, 201, '1', `${base}a?b`, { a: 'ü' }],
  },
  {
    name: 'G5: bytes come back as they were',
    async run({ createForgeFetch, settings, host }) {
      host.answer = () => new Response(bytes(0, 255, 128), { headers: { 'content-type': 'image/png' } })
      return latin(await (await createForgeFetch(settings)('/a')).arrayBuffer())
    },
    expected: '\0\xff\x80',
  },
  ...['requestRemote', 'invokeRemote'].flatMap(via => [
    ...[204, 205, 304].map(status => ({
      name: `G5: ${status} has no body through ${via}`,
      async run({ createForgeFetch, settings, host }) {
        host.answer = () => new Response(null, { status })
        const response = await createForgeFetch({ ...settings, via })('/a')
        return [response.status, response.body]
      },
      expected: [status, null],
    })),
    {
      name: `G5: the answer to HEAD has no body through ${via}`,
      async run({ createForgeFetch, settings }) {
        const response = await createForgeFetch({ ...settings, via })('/a', { method: 'HEAD' })
        return [response.status, response.body]
      },
      expected: [200, null],
    },
    {
      name: `G5: a 401 of the backend is a Response through ${via}`,
      async run({ createForgeFetch, settings, host }) {
        host.answer = () => new Response('no', { status: 401, headers: { 'content-type': 'text/plain' } })
        return outcome(createForgeFetch({ ...settings, via })('/a'))
      },
      expected: { status: 401, url: `${base}a`, text: 'no' },
    },
  ]),
  ...[
    ['a status', { status: 401, body: 'no' }, { status: 401, url: `${base}a`, text: 'no' }],
    ['the documented message', { message: 'Unauthorized' }, { status: 401, url: `${base}a`, text: '' }],
  ].flatMap(([what, error, expected]) => [
    {
      name: `G5: a 401 that resolves as a bare error with ${what} is a Response`,
      async run({ createForgeFetch, settings, host }) {
        host.next = async () => ({ success: false, error })
        return outcome(createForgeFetch({ ...settings, via: 'invokeRemote' })('/a'))
      },
      expected,
    },
    {
      name: `G5: a 401 that rejects with ${what} is a Response`,
      async run({ createForgeFetch, settings, host }) {
        host.next = async () => {
          throw Object.assign(new Error(error.message ?? 'no'), error)
        }
        return outcome(createForgeFetch({ ...settings, via: 'invokeRemote' })('/a'))
      },
      expected,
    },
  ]),
  ...[
    ['nothing', undefined],
    ['an error without a status', { success: false, error: { message: 'it failed' } }],
    ['a success without a status', { success: true, payload: {} }],
  ].map(([what, answer]) => ({
    name: `G5: ${what} is never a success through invokeRemote`,
    async run({ createForgeFetch, settings, host }) {
      host.next = async () => answer
      return outcome(createForgeFetch({ ...settings, via: 'invokeRemote' })('/a'))
    },
    expected: { name: 'TypeError' },
  })),
]

const failing = error => async () => {
  throw error
}
/** @type {Case[]} */
const failures = [
  ...['requestRemote', 'invokeRemote'].flatMap(via =>
    [
      ['an Error', failing(new RangeError('no')), 'RangeError: no'],
      ['an Error that quotes a token', failing(new Error(`not for ${secret}`)), 'Error'],
      ['a string', failing('no'), 'no'],
      ['a string that quotes a token', failing(`Bearer ${secret}`), undefined],
      ['undefined', failing(undefined), undefined],
      ['an object', failing({ authorization: secret }), undefined],
      [
        'an exception',
        () => {
          throw new Error('at once')
        },
        'Error: at once',
      ],
    ].map(([what, next, cause]) => ({
      name: `G6: a bridge that fails with ${what} is a network error through ${via}`,
      async run({ createForgeFetch, settings, host }) {
        host.next = next
        return outcome(createForgeFetch({ ...settings, via })('/a'))
      },
      expected: { name: 'TypeError', ...(cause !== undefined && { cause }) },
    })),
  ),
  {
    name: 'G1, G6: a bridge that cannot be imported is a network error, and is imported again',
    async run({ createForgeFetch, settings }) {
      let imports = 0
      const bridge = async () => {
        if (++imports === 1) throw new Error('chunk lost')
        return settings.bridge()
      }
      const fetch = createForgeFetch({ ...settings, bridge })
      return [await outcome(fetch('/a')), (await fetch('/a')).status, (await fetch('/a')).status, imports]
    },
    expected: [{ name: 'TypeError', cause: 'Error: chunk lost' }, 200, 200, 2],
  },
  {
    name: 'G6: ky retries a GET that got no answer, and no body that was refused',
    async run({ createForgeClient, settings, host }) {
      const client = createForgeClient({ ...settings, ky: { retry: { limit: 1, delay: () => 1 } } })
      host.next = failing(new Error('no'))
      const { status } = await client.http('a')
      const refused = await client.http.put('a', { body: bytes(1) }).catch(({ name }) => name)
      return [status, refused, host.calls]
    },
    expected: [200, 'TypeError', 2],
  },
]

/** @type {Case[]} */
const requests = [
  {
    name: 'G2: string, URL and Request reach the remote with an invocation token, whatever init says',
    async run({ createForgeFetch, settings, host }) {
      const fetch = createForgeFetch(settings)
      await fetch('/a?x=1#y')
      await fetch(new URL('/b', base), {
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        mode: 'cors',
      })
      await fetch(new Request(`${base}c`, { method: 'PUT', body: 'text' }), {
        headers: { 'x-one': '1', 'content-type': 'text/plain' },
      })
      return host.arrived.map(({ method, url, headers }) => [
        method,
        url,
        /^Bearer \S+$/.test(headers.get('authorization')),
        headers.get('x-one'),
      ])
    },
    expected: [
      ['GET', 'https://remote.test/a?x=1', true, null],
      ['GET', 'https://remote.test/b', true, null],
      ['PUT', 'https://remote.test/c', true, '1'],
    ],
  },
  {
    name: 'G2: a Request may be the init',
    async run({ createForgeFetch, settings, host }) {
      await createForgeFetch(settings)('/a', new Request(`${base}b`, { method: 'DELETE' }))
      return host.arrived.map(({ method, url }) => [method, url])
    },
    expected: [['DELETE', 'https://remote.test/a']],
  },
  {
    name: 'G2: below the base path, which is not sent; outside of it nothing is sent',
    async run({ createForgeFetch, settings, host }) {
      const fetch = createForgeFetch({ ...settings, baseUrl: `${base}api/` })
      await fetch('notes?x=1')
      const outside = await Promise.all(['/other', '/api//evil.test/'].map(path => outcome(fetch(path))))
      return [host.arrived.map(({ url }) => url), outside, host.calls]
    },
    expected: [['https://remote.test/notes?x=1'], ['TypeError', 'TypeError'], 1],
  },
  {
    name: 'G2: a request to another origin never goes to the remote',
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(createForgeFetch(settings)('data:text/plain,elsewhere')),
      host.calls,
    ],
    expected: [{ status: 200, url: 'data:text/plain,elsewhere', text: 'elsewhere' }, 0],
  },
  {
    name: 'G7: getClaims() has the shape of a context token’s',
    async run({ createForgeClient, settings, host }) {
      const client = createForgeClient(settings)
      const claims = []
      for (const context of [
        {
          accountId: 'me',
          extension: { issue: { key: 'A-1' }, project: { key: 'A' }, type: 'jira:issuePanel' },
        },
        { accountId: 'me', extension: { content: { id: '1' }, space: { key: 'S' } } },
        { extension: {} },
      ]) {
        host.next = async () => context
        claims.push(await client.getClaims())
      }
      return claims
    },
    expected: [
      { sub: 'me', context: { jira: { issue: { key: 'A-1' }, project: { key: 'A' } } } },
      { sub: 'me', context: { confluence: { content: { id: '1' }, space: { key: 'S' } } } },
      {},
    ],
  },
]

/** @type {Case[]} */
export const cases = [...bodies, ...ends, ...answers, ...failures, ...requests]
