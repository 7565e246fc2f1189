// Runs before anything else in a page, or in what plays one: a bridge that does as it is told, and a record of
// what a request says.

const kit = {
  /** Whether nothing is installed: what a case tells then is the platform's. */
  isBare: false,
  calls: 0,
  tokens: [],
  /** `at once`, `held` until `answer()`, `failing`, or `same` token again. */
  bridge: 'at once',
  waiting: [],
  answer() {
    kit.bridge = 'at once'
    for (const callback of kit.waiting.splice(0)) kit.give(callback)
  },
  fail() {
    for (const callback of kit.waiting.splice(0)) callback()
  },
  /** Until the bridge was asked and holds the token back. */
  async asked() {
    while (!kit.isBare && kit.waiting.length === 0) await new Promise(resolve => setTimeout(resolve))
  },
  give(callback) {
    if (kit.bridge !== 'same') kit.tokens.push(kit.createToken())
    callback(kit.tokens.at(-1))
  },
  createToken(lifetime = kit.lifetime ?? 900) {
    const iat = Math.floor(Date.now() / 1000)
    const claims = { iss: 'client-key', iat, exp: iat + lifetime, jti: `${kit.tokens.length}` }
    return ['{"alg":"HS256"}', JSON.stringify(claims), `signature ${kit.tokens.length}`]
      .map(part => btoa(part).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_'))
      .join('.')
  },

  /** A client whose token source is the bridge, and its events. */
  create(options) {
    const client = (kit.library ?? ApContextFetch).createContextClient({ prefetch: false, ...options })
    kit.client = client
    kit.events = []
    kit.untouched = []
    for (const type of ['refresh', 'refresherror', 'rejected']) {
      client.addEventListener(type, ({ detail }) => {
        kit.events.push({ type, ...detail, error: detail.error?.code })
      })
    }
    client.addEventListener('untouched', ({ detail }) => kit.untouched.push(detail.reason))
    return client
  },
  eventTypes: () => kit.events.map(({ type }) => type),
  install(options, clientOptions) {
    if (kit.isBare) return undefined
    kit.undo = ApContextFetch.installContextFetch(kit.create(clientOptions), options)
    return kit.undo
  },
  /** From now on there is no token before `answer()`. */
  installHeld(...options) {
    kit.install(...options)
    if (!kit.isBare) kit.bridge = 'held'
  },
  /** From now on the client has a token in hand. */
  async installReady(...options) {
    kit.install(...options)
    await kit.client?.getToken()
  },

  /** Everything that `xhr` says, with the state at that time; what comes many times in a row is said once. */
  record(xhr, isUploadHeard = true) {
    const log = []
    kit.log = log
    const note = name => {
      const entry = `${name} ${xhr.readyState}`
      if (log.at(-1) !== entry) log.push(entry)
    }
    const types = ['loadstart', 'progress', 'load', 'loadend', 'abort', 'timeout', 'error']
    for (const type of ['readystatechange', ...types]) xhr.addEventListener(type, () => note(type))
    if (isUploadHeard)
      for (const type of types) xhr.upload.addEventListener(type, () => note(`upload.${type}`))
    return log
  },
  ended: xhr => new Promise(resolve => xhr.addEventListener('loadend', resolve)),

  /** Sends one request; how it ended, and what it said. */
  async send(url, { method = 'GET', body, headers = {}, after, hear, ...properties } = {}) {
    const xhr = new XMLHttpRequest()
    const log = kit.record(xhr, hear ?? body !== undefined)
    xhr.open(method, url)
    Object.assign(xhr, properties)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    const ended = kit.ended(xhr)
    xhr.send(body)
    after?.(xhr)
    await ended
    const { status, readyState, responseURL, response } = xhr
    return { status, readyState, responseURL, response, log }
  },
  /** What an exception says of itself. */
  thrownBy(act) {
    try {
      act()
    } catch ({ name, message }) {
      return { name, message }
    }
    return undefined
  },
  nameOfThrown: act => kit.thrownBy(act)?.name,
  /** Descriptors of all that `installContextFetch` touches. */
  touched: () => [
    Object.getOwnPropertyDescriptor(globalThis, 'fetch'),
    ...['open', 'setRequestHeader', 'send', 'abort', 'readyState', 'timeout'].map(name =>
      Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, name),
    ),
  ],
  same: (before, after) =>
    before.every((descriptor, i) =>
      Object.keys({ ...descriptor, ...after[i] }).every(key => descriptor[key] === after[i][key]),
    ),
}

globalThis.kit = kit
globalThis.AP = {
  context: {
    getToken(callback) {
      if (!callback) return undefined // As older hosts do.
      kit.calls++
      if (kit.bridge === 'held') kit.waiting.push(callback)
      else if (kit.bridge === 'failing') queueMicrotask(() => callback())
      else queueMicrotask(() => kit.give(callback))
      return undefined
    },
  },
}
