/** The product's half: a module `context` that does what `globalThis.host` says, and counts. */

const { connectHost } = globalThis
const context = { jira: { issue: { key: 'DEMO-1' } } }
const part = value => btoa(JSON.stringify(value)).replace(/=+$/, '')
let issued = 0
let last
const token = (lifetime = 900) => {
  const iat = Math.floor(Date.now() / 1000)
  last = [{ alg: 'HS256' }, { iat, exp: iat + lifetime }, { issued: ++issued }].map(part).join('.')
  return last
}

globalThis.host = { does: 'resolves a token', calls: 0 }

/** `callback` has the manners of a product of today or of an older one. */
const answers = {
  'resolves a token': resolve => resolve(token()),
  'resolves the same token': resolve => resolve(last ?? token()),
  'resolves an expired token': resolve => resolve(token(-1)),
  'resolves no JWT': resolve => resolve('no JWT'),
  'resolves undefined': resolve => resolve(undefined),
  'rejects undefined': (_, reject) => reject(),
  'rejects an Error': (_, reject) => reject(new Error('The product refuses')),
  throws: () => {
    throw new Error('The product breaks')
  },
  'never answers': () => {},
}

const isOlder = location.search === '?older'
const today = {
  getToken: () => {
    globalThis.host.calls += 1
    const { does } = globalThis.host
    if (does === 'throws') return answers.throws()
    return new Promise((resolve, reject) => answers[does](resolve, reject))
  },
  getContext: async () => context,
}
today.getToken.returnsPromise = true
today.getContext.returnsPromise = true

/** The bridge puts its own callback behind all other arguments. */
const older = {
  getToken: (...args) => {
    globalThis.host.calls += 1
    const callback = args.at(-1)
    answers[globalThis.host.does](callback, () => callback())
  },
  getContext: (...args) => args.at(-1)(context),
}

connectHost.defineModule('context', isOlder ? older : today)
connectHost
  .create({
    addon_key: 'com.example.app',
    key: 'panel',
    url: new URL('/app.html', `http://localhost:${location.port}`).href,
    options: {},
  })
  .appendTo(document.getElementById('slot'))
