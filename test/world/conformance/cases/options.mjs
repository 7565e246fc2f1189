const post = { method: 'POST', body: 'text' }

/** Members of `RequestInit`, each value on its own, and how an `init` may come. */
const members = {
  method: ['GET', 'get', 'post', 'PUT', 'patch', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'X-OWN', undefined],
  keepalive: [true, false],
  mode: ['cors', 'same-origin', 'no-cors'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache'],
  credentials: ['omit', 'same-origin', 'include'],
  priority: ['high', 'low', 'auto'],
  referrerPolicy: [
    '',
    'no-referrer',
    'no-referrer-when-downgrade',
    'origin',
    'origin-when-cross-origin',
    'same-origin',
    'strict-origin',
    'unsafe-url',
  ],
  referrer: ['', 'about:client'],
  window: [null],
  duplex: ['half'],
  body: [null, undefined],
  headers: [undefined, {}, []],
  signal: [null, undefined],
  unknown: [1],
}

const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })

for (const [member, values] of Object.entries(members)) {
  for (const value of values) {
    const init = () => ({ [member]: value })
    const more = value === 'no-cors' ? { token: false } : {}
    const shown = `${member} ${JSON.stringify(value)}`
    add(`init with ${shown}`, (fetch, { url }) => fetch(url('/echo'), init()), more)
    add(`Request with ${shown}`, (fetch, { url }) => fetch(new Request(url('/echo'), init())), more)
    // Not all engines count these two as members.
    if (member === 'window' || member === 'priority') continue
    add(
      `Request that has a referrer, and init with ${shown}`,
      (fetch, { url }) => fetch(new Request(url('/echo'), { referrer: url('/from') }), init()),
      more,
    )
  }
}

const digest = 'sha256-JoNGWKrcpeSJdUvw2VGpmMlkmExbVsp0P3qMg5fq+zE='
add('integrity that fits', async (fetch, { url, sha256 }) =>
  fetch(url('/echo'), { integrity: `sha256-${await sha256('ok')}` }),
)
add('integrity that does not fit', (fetch, { url }) => fetch(url('/echo'), { integrity: digest }))
add('Request with integrity that does not fit', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { integrity: digest })),
)
add('referrer of a path', (fetch, { url }) => fetch(url('/echo'), { referrer: url('/somewhere?q=1') }))
add('referrer of another origin', (fetch, { url, foreign }) =>
  fetch(url('/echo'), { referrer: foreign('/somewhere') }),
)
add('Request with a referrer and a policy, sent alone', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { referrer: url('/from'), referrerPolicy: 'origin' })),
)
add('Request with a referrer, and an empty init', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { referrer: url('/from'), referrerPolicy: 'unsafe-url' }), {}),
)
add('init null', (fetch, { url }) => fetch(url('/echo'), null))
add('init undefined', (fetch, { url }) => fetch(url('/echo'), undefined))
add('init of a function', (fetch, { url }) => fetch(url('/echo'), () => {}), { token: 'either' })
add('init inherited from another object', (fetch, { url }) => fetch(url('/echo'), Object.create(post)))
add('init of a class with getters', (fetch, { url }) =>
  fetch(
    url('/echo'),
    new (class {
      get method() {
        return 'POST'
      }
      get body() {
        return 'from a getter'
      }
      get headers() {
        return { 'x-one': '1' }
      }
    })(),
  ),
)
add('init with members that are not enumerable', (fetch, { url }) =>
  fetch(url('/echo'), Object.defineProperty({}, 'method', { value: 'DELETE' })),
)
add('init that is a Request', (fetch, { url }) => fetch(url('/echo'), new Request(url('/other'), post)))
add('init with no prototype', (fetch, { url }) =>
  fetch(url('/echo'), Object.assign(Object.create(null), post)),
)
add('input that is an object with toString', (fetch, { url }) => fetch({ toString: () => url('/echo') }))
add('input with spaces around', (fetch, { url }) => fetch(`  ${url('/echo')}\n`))
add('input with a fragment', (fetch, { url }) => fetch(url('/echo#part')))
add('input with dots and spaces in the path', (fetch, { url }) => fetch(url('/a/../echo?a=b c&d=ü')))
// Without a page ours says more than the platform: which option to check.
add('relative input', (fetch, { url }) => fetch(new URL(url('/echo')).pathname), { ignore: 'message' })
add('input of a fragment alone', fetch => fetch('#'), { ignore: 'message' })
add('own authorization', (fetch, { url }) => fetch(url('/echo'), { headers: { authorization: 'Basic x' } }))
add('own authorization that is refused', (fetch, { url }) =>
  fetch(url('/status?code=401'), { headers: { Authorization: 'Basic x' } }),
)
add('Request with authorization of its own', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { headers: { authorization: 'Basic x' } })),
)
add('headers that are forbidden', (fetch, { url }) =>
  fetch(url('/echo'), { headers: { 'x-fine': '1', 'sec-own': '1', 'proxy-own': '1' } }),
)
add('header values with spaces around', (fetch, { url }) =>
  fetch(url('/echo'), { headers: { 'x-one': '  1  ', 'x-empty': '' } }),
)
add('cookies that were set', async (fetch, { url }) => {
  await fetch(url('/cookie'))
  return fetch(url('/echo'))
})
add('a response that is cached', async (fetch, { url }) => {
  await fetch(url('/cached')).then(response => response.text())
  return fetch(url('/cached'))
})
add('a response that is only looked for in the cache', async (fetch, { url }) =>
  fetch(url('/echo'), { cache: 'only-if-cached', mode: 'same-origin' }),
)
for (const cache of ['force-cache', 'only-if-cached', 'no-cache', 'reload', 'no-store']) {
  add(`a cached response asked for with ${cache}`, async (fetch, { url }) => {
    await fetch(url('/cached')).then(response => response.text())
    return fetch(url('/cached'), { cache, mode: 'same-origin' })
  })
}

export const optionCases = cases
