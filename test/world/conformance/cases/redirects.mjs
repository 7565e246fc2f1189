const codes = [301, 302, 303, 307, 308]

const requests = {
  GET: () => ({}),
  'POST of a string': () => ({ method: 'POST', body: 'text', headers: { 'x-one': '1' } }),
  'POST of a form': () => {
    const body = new FormData()
    body.append('a', 'b')
    return { method: 'POST', body }
  },
  'POST of a stream': () => ({ method: 'POST', body: new Blob(['s']).stream(), duplex: 'half' }),
  'PUT of bytes': () => ({ method: 'PUT', body: new Uint8Array([1, 2, 3]) }),
  HEAD: () => ({ method: 'HEAD' }),
}

const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })
const path = (code, to) => `/redirect?code=${code}&to=${encodeURIComponent(to)}`

for (const code of codes) {
  for (const [name, init] of Object.entries(requests)) {
    add(`${code}: ${name}`, (fetch, { url }) => fetch(url(path(code, 'echo')), init()))
    add(`${code}: ${name}, in a Request`, (fetch, { url }) =>
      fetch(new Request(url(path(code, 'echo')), init())),
    )
    add(`${code}: ${name}, to another origin`, (fetch, { url, foreign }) =>
      fetch(url(path(code, foreign('/echo?cors'))), init()),
    )
  }
  for (const redirect of ['manual', 'error', 'follow']) {
    add(`${code}: redirect ${redirect}`, (fetch, { url }) => fetch(url(path(code, 'echo')), { redirect }))
    add(`${code}: redirect ${redirect}, in a Request`, (fetch, { url }) =>
      fetch(new Request(url(path(code, 'echo')), { redirect })),
    )
  }
  add(`${code}: to another origin that does not allow it`, (fetch, { url, foreign }) =>
    fetch(url(path(code, foreign('/echo')))),
  )
  add(`${code}: to another origin and back`, (fetch, { url, foreign }) =>
    fetch(url(path(code, foreign(`${path(code, url('/echo?cors'))}&cors`)))),
  )
}
add('a redirect with a fragment', (fetch, { url }) => fetch(url(path(302, 'echo#there'))))
add('a redirect that keeps the fragment', (fetch, { url }) => fetch(url(`${path(302, 'echo')}#here`)))
add('a redirect without a location', (fetch, { url }) => fetch(url('/nowhere')))
add('a redirect to a bad URL', (fetch, { url }) => fetch(url(path(302, 'http://['))))
add('a redirect to another scheme', (fetch, { url }) => fetch(url(path(302, 'data:text/plain,x'))))
add('a redirect to a URL with credentials', (fetch, { url, app }) =>
  fetch(url(path(302, `${app.replace('//', '//user:word@')}/r/x/echo`))),
)
add('two redirects', (fetch, { url }) =>
  fetch(url(path(307, path(308, 'echo').slice(1))), requests['PUT of bytes']()),
)
add('redirects without end', (fetch, { url }) => fetch(url('/loop')))

export const redirectCases = cases
