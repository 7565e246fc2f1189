const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })

/** The way of ofetch: the URL as a text, the options as an object that it fills itself. */
const ofetchLike = fetch => async (url, options) => {
  const filled = { ...options, headers: new Headers(options.headers), retry: 1, responseType: 'json' }
  if (filled.body && typeof filled.body === 'object') {
    filled.headers.set('content-type', 'application/json')
    filled.body = JSON.stringify(filled.body)
  }
  return (await fetch(url, filled)).text()
}

/** The way of axios' fetch adapter: a request of its own, and the options beside it. */
const axiosLike = fetch => async (url, options) => {
  const { signal } = new AbortController()
  const request = new Request(url, { ...options, signal, duplex: 'half', credentials: 'same-origin' })
  return (await fetch(request, {})).text()
}

add('fetch that is detached', (fetch, { url }) => {
  const { go } = { go: fetch }
  return go(url('/echo'))
})
add('fetch as a function of no object', (fetch, { url }) => fetch.call(undefined, url('/echo')))
add('fetch as a callback', (fetch, { url }) =>
  Promise.all([url('/echo'), url('/json')].map(to => fetch(to))).then(([first, second]) => ({
    first,
    second,
  })),
)
for (const [name, caller] of Object.entries({ ofetchLike, axiosLike })) {
  add(`${name}: GET`, (fetch, { url }) => caller(fetch)(url('/json'), {}))
  add(`${name}: POST`, (fetch, { url }) =>
    caller(fetch)(url('/echo'), { method: 'POST', body: 'text', headers: { 'x-one': '1' } }),
  )
  add(`${name}: connection refused`, (fetch, { refused }) => caller(fetch)(refused, {}))
}

const withKy = {
  'GET of JSON': (ky, { url }) => ky.get(url('/json')).json(),
  'POST of JSON': (ky, { url }) => ky.post(url('/echo'), { json: { a: 1 } }).text(),
  'PUT of a form': (ky, { url }) => ky.put(url('/echo'), { body: new URLSearchParams({ a: '1' }) }).text(),
  'query and headers': (ky, { url }) =>
    ky(url('/echo'), { searchParams: { a: '1' }, headers: { 'x-one': '1' } }).text(),
  'an HTTPError': (ky, { url }) =>
    ky.get(url('/status?code=404')).catch(error => ({ name: error.name, status: error.response?.status })),
  'an answer of 500 that is not tried again': (ky, { url }) =>
    ky.post(url('/status?code=500')).catch(error => ({ name: error.name, status: error.response?.status })),
  'an answer of 503 that is tried again': (ky, { url }) =>
    ky
      .get(url('/status?code=503'), { retry: { limit: 1, delay: () => 1 } })
      .catch(error => ({ name: error.name, status: error.response?.status })),
  'a redirect': (ky, { url }) =>
    ky.get(url('/redirect?code=302&to=echo')).then(({ redirected }) => redirected),
  'an abort': (ky, { url }) => ky.get(url('/echo'), { signal: AbortSignal.abort() }).text(),
}
for (const [name, act] of Object.entries(withKy)) {
  add(`ky: ${name}`, (fetch, context) => act(context.ky.create({ fetch }), context))
}

export const callerCases = cases
