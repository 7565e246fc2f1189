import { base, bytes, latin, outcome } from '../world.mjs'

/** @type {import('../world.mjs').Case[]} */
export const answers = [
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
