const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })

const nothingSent = { sends: 0 }

/** Same exception, another text: it is `Headers` or a string conversion that throws, not `fetch`. */
const otherMessage = { ignore: 'message' }

add('no arguments', fetch => fetch(), nothingSent)
const wrongInputs = {
  'a symbol': Symbol('input'),
  'an object without a text': Object.create(null),
  'a bad URL': 'http://[',
  'a host with a space': 'http://a b/',
  'a bad port': 'http://127.0.0.1:99999/',
  'a scheme alone': 'http:',
  'an unknown scheme': 'unknown:x',
}
for (const [name, input] of Object.entries(wrongInputs)) {
  const more = { ...nothingSent, ...(typeof input !== 'string' && otherMessage) }
  add(`input of ${name}`, fetch => fetch(input), more)
  add(`input of ${name}, with init`, fetch => fetch(input, { method: 'POST', body: 'x' }), more)
}
add('input whose toString throws', fetch =>
  fetch({
    toString() {
      throw new RangeError('no text')
    },
  }),
)

const wrongInits = {
  'a string': 'init',
  'a number': 1,
  'a symbol': Symbol('init'),
  true: true,
}
for (const [name, init] of Object.entries(wrongInits)) {
  add(`init of ${name}`, (fetch, { url }) => fetch(url('/echo'), init), nothingSent)
  add(`Request and init of ${name}`, (fetch, { url }) => fetch(new Request(url('/echo')), init), nothingSent)
}

const wrongMembers = {
  'method with a space': { method: 'BAD METHOD' },
  'empty method': { method: '' },
  'method CONNECT': { method: 'CONNECT' },
  'method trace': { method: 'trace' },
  'method of a symbol': { method: Symbol('method') },
  'header name with a space': { headers: { 'bad name': '1' } },
  'header value with a line break': { headers: { 'x-one': 'a\nb' } },
  'header value beyond Latin-1': { headers: { 'x-one': '✓' } },
  'headers of a string': { headers: 'x-one: 1' },
  'headers of null': { headers: null },
  'headers of a number': { headers: 1 },
  'pairs of three': { headers: [['x-one', '1', '2']] },
  'pairs of one': { headers: [['x-one']] },
  'GET with a body': { body: 'x' },
  'GET with an empty body': { body: '' },
  'HEAD with a body': { method: 'HEAD', body: 'x' },
  'stream without duplex': { method: 'POST', body: 'stream' },
  'duplex that is unknown': { method: 'POST', body: 'x', duplex: 'full' },
  'body of a symbol': { method: 'POST', body: Symbol('body') },
  'mode navigate': { mode: 'navigate' },
  'mode that is unknown': { mode: 'own' },
  'cache that is unknown': { cache: 'own' },
  'cache only-if-cached without same-origin': { cache: 'only-if-cached' },
  'credentials that are unknown': { credentials: 'own' },
  'redirect that is unknown': { redirect: 'own' },
  'referrerPolicy that is unknown': { referrerPolicy: 'own' },
  'referrer that is no URL': { referrer: 'http://[' },
  'priority that is unknown': { priority: 'own' },
  'window that is not null': { window: 1 },
  'signal of a string': { signal: 'now' },
  'signal of an object': { signal: { aborted: false } },
  'integrity that is nothing': { integrity: 'x' },
  'keepalive with a stream': { method: 'POST', body: 'stream', duplex: 'half', keepalive: true },
}
for (const [name, members] of Object.entries(wrongMembers)) {
  const init = () =>
    members.body === 'stream' ? { ...members, body: new Blob(['stream']).stream() } : { ...members }
  const more = /header|pairs|signal/.test(name) ? otherMessage : {}
  add(name, (fetch, { url }) => fetch(url('/echo'), init()), more)
  add(`Request, and init with ${name}`, (fetch, { url }) => fetch(new Request(url('/echo')), init()), more)
}

add('an init whose getter throws', (fetch, { url }) =>
  fetch(url('/echo'), {
    get method() {
      throw new RangeError('no method')
    },
  }),
)
add('headers whose iterator throws', (fetch, { url }) =>
  fetch(url('/echo'), {
    headers: {
      // biome-ignore lint/correctness/useYield: it throws before it yields
      *[Symbol.iterator]() {
        throw new RangeError('no headers')
      },
    },
  }),
)
add('a URL with credentials', (fetch, { app }) => fetch(`${app.replace('//', '//user:word@')}/`), nothingSent)
add('connection refused', (fetch, { refused }) => fetch(`${refused}/`))
add('connection refused, with a body', (fetch, { refused }) =>
  fetch(`${refused}/`, { method: 'POST', body: 'x' }),
)
add('a port that is blocked', fetch => fetch('http://127.0.0.1:1/'))
add('a connection that breaks before the answer', (fetch, { url }) => fetch(url('/destroy')), {
  ignore: 'requests',
})
add('a connection that breaks in the body', (fetch, { url }) => fetch(url('/truncated')))
add('a Request that was used', async (fetch, { url }) => {
  const request = new Request(url('/echo'), { method: 'POST', body: 'x' })
  await request.text()
  return fetch(request)
})
add('a Request that was used, and a new body', async (fetch, { url }) => {
  const request = new Request(url('/echo'), { method: 'POST', body: 'x' })
  await request.text()
  return fetch(request, { body: 'new' })
})
add('a Request that was sent before', async (fetch, { url }) => {
  const request = new Request(url('/echo'), { method: 'POST', body: 'x' })
  await fetch(request)
  return fetch(request)
})
add('a Request without a body that was sent before', async (fetch, { url }) => {
  const request = new Request(url('/echo'))
  await fetch(request)
  return fetch(request)
})
add(
  'a Request whose body is locked',
  (fetch, { url }) => {
    const request = new Request(url('/echo'), { method: 'POST', body: 'x' })
    request.body.getReader()
    return fetch(request)
  },
  otherMessage,
)
add('a stream that is locked', (fetch, { url }) => {
  const body = new Blob(['x']).stream()
  body.getReader()
  return fetch(url('/echo'), { method: 'POST', body, duplex: 'half' })
})
add('a Request and its clone', async (fetch, { url }) => {
  const request = new Request(url('/echo'), { method: 'POST', body: 'x' })
  const clone = request.clone()
  return { first: await fetch(request), second: await fetch(clone) }
})
add('data:', fetch => fetch('data:text/plain,hello'), nothingSent)
add('data: with a body', fetch => fetch('data:text/plain,hello', { method: 'POST', body: 'x' }), nothingSent)
add('blob:', fetch =>
  fetch(URL.createObjectURL(new Blob(['blob'], { type: 'text/plain' }))).then(r => r.text()),
)
add('blob: that is gone', fetch => fetch('blob:nodedata:x'), nothingSent)
add('about:blank', fetch => fetch('about:blank'), nothingSent)
add('javascript:', fetch => fetch('javascript:0'), nothingSent)
add('file:', fetch => fetch('file:///nothing'), nothingSent)
add('ftp:', fetch => fetch('ftp://127.0.0.1/'), nothingSent)

export const errorCases = cases
