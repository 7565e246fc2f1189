const bytes = () => new Uint8Array([0, 255, 13, 10, 65, 66, 67, 128])

/** Every body kind, made anew for each run. */
const bodies = {
  'no body': () => ({}),
  'null body': () => ({ body: null }),
  'empty string': () => ({ body: '' }),
  string: () => ({ body: 'grüße\r\n' }),
  URLSearchParams: () => ({ body: new URLSearchParams({ a: '1 2', b: 'ü' }) }),
  FormData: () => ({ body: form() }),
  'FormData with a file': () => {
    const body = form()
    body.append('file', new File([bytes()], 'näme.bin', { type: 'image/x-own' }))
    return { body }
  },
  'Blob with a type': () => ({ body: new Blob([bytes()], { type: 'image/x-own' }) }),
  'Blob without a type': () => ({ body: new Blob([bytes()]) }),
  ArrayBuffer: () => ({ body: bytes().buffer }),
  'view with an offset': () => ({ body: bytes().subarray(2, 6) }),
  DataView: () => ({ body: new DataView(bytes().buffer, 1, 3) }),
  stream: () => ({ body: new Blob(['streamed']).stream(), duplex: 'half' }),
  number: () => ({ body: 42 }),
  object: () => ({ body: { toString: () => 'an object' } }),
}

const headers = {
  'no headers': () => ({}),
  'a record': () => ({ headers: { 'x-one': '1', 'X-Two': '2, 3', 'Content-Type': 'text/x-own' } }),
  pairs: () => ({
    headers: [
      ['x-one', '1'],
      ['X-One', '2'],
    ],
  }),
  Headers: () => ({ headers: new Headers({ 'X-One': '1', accept: 'text/x-own' }) }),
  'a generator': () => ({ headers: generated() }),
}

/** Every way to say where to; a `Request` says afterwards whether it was used up (F9). */
const inputs = {
  string: (fetch, url, init) => fetch(url, init),
  URL: (fetch, url, init) => fetch(new URL(url), init),
  Request: (fetch, url, init) => withUse(fetch, new Request(url, init)),
  'Request and init': (fetch, url, init) =>
    withUse(fetch, new Request(url, { method: 'PUT', headers: { 'x-old': 'old' }, body: 'old' }), init),
}

async function withUse(fetch, request, ...init) {
  const response = await fetch(request, ...init)
  return { response, bodyUsed: request.bodyUsed }
}

function form() {
  const data = new FormData()
  data.append('field', 'välue\r\n')
  data.append('field', 'again')
  return data
}

function* generated() {
  yield ['x-one', '1']
  yield ['x-two', '2']
}

export const bodyCases = []
for (const [bodyName, body] of Object.entries(bodies)) {
  for (const [headersName, given] of Object.entries(headers)) {
    for (const [inputName, send] of Object.entries(inputs)) {
      bodyCases.push({
        name: `POST of ${inputName} with ${bodyName} and ${headersName}`,
        act: (fetch, { url }) => send(fetch, url('/echo?q=1'), { method: 'POST', ...body(), ...given() }),
      })
    }
  }
}
