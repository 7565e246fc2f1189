const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })

const requests = {
  'simple GET': () => ({}),
  'simple POST': () => ({ method: 'POST', body: 'text' }),
  'POST of JSON': () => ({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
  PUT: () => ({ method: 'PUT', body: 'text' }),
  'own header': () => ({ headers: { 'x-one': '1' } }),
  cookies: () => ({ credentials: 'include' }),
  'no-cors GET': () => ({ mode: 'no-cors' }),
  'no-cors POST': () => ({ mode: 'no-cors', method: 'POST', body: 'text' }),
  'no-cors with cookies': () => ({ mode: 'no-cors', credentials: 'include' }),
  'no-cors PUT': () => ({ mode: 'no-cors', method: 'PUT' }),
  'no-cors with an own header': () => ({ mode: 'no-cors', headers: { 'x-one': '1' } }),
  'same-origin': () => ({ mode: 'same-origin' }),
  keepalive: () => ({ keepalive: true, method: 'POST', body: 'text' }),
}

/** Then nothing but the preflight is sent. */
const isRefused = ({ credentials }, answer) => answer === 'none' || (credentials && answer === 'cors')

for (const [name, init] of Object.entries(requests)) {
  for (const answer of ['cors', 'cors=credentials', 'none']) {
    const path = `/echo?${answer}`
    add(`${name} to a foreign origin, answer ${answer}`, (fetch, { foreign }) => fetch(foreign(path), init()))
    add(`${name} in a Request to a foreign origin, answer ${answer}`, (fetch, { foreign }) =>
      fetch(new Request(foreign(path), init())),
    )
    // The header that is added needs leave, so there is a preflight where there was none.
    add(`${name} to an allowed origin, answer ${answer}`, (fetch, { ally }) => fetch(ally(path), init()), {
      ignore: isRefused(init(), answer) ? 'requests' : 'preflight',
      token: init().mode !== 'no-cors',
    })
  }
}
add('an opaque response', (fetch, { foreign }) => fetch(foreign('/echo'), { mode: 'no-cors' }))
add('a foreign redirect in no-cors', (fetch, { foreign }) =>
  fetch(foreign('/redirect?code=302&to=echo'), { mode: 'no-cors' }),
)
add('a foreign redirect', (fetch, { foreign }) => fetch(foreign('/redirect?cors&code=307&to=echo%3Fcors')))

export const corsCases = cases.map(entry => ({ only: 'chromium', ...entry }))
