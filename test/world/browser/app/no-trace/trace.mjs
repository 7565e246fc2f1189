/** Runs in the page: everything that the package says or leaves there, as text. */
globalThis.trace = {
  said: [],

  /** Keeps a value with all that hangs on it, also what is not enumerable. */
  tell(what, value) {
    globalThis.trace.said.push(`${what}: ${describe(value)}`)
  },

  /** Keeps what an act throws or rejects with; that it does is the test's own affair. */
  async failing(what, act) {
    try {
      globalThis.trace.tell(what, await act())
      return 'done'
    } catch (error) {
      globalThis.trace.tell(what, error)
      return ApContextFetch.isContextTokenError(error) ? error.code : error.name
    }
  },

  listen(client) {
    for (const target of [client, client.tokens]) {
      for (const type of ['refresh', 'refresherror', 'rejected', 'untouched', 'identitychange']) {
        target.addEventListener(type, event => globalThis.trace.tell(type, event))
      }
    }
    return client
  },

  /** What outlives the requests. */
  async left() {
    const kept = [
      () => ({ ...localStorage }),
      () => ({ ...sessionStorage }),
      () => indexedDB.databases(),
      readCaches,
      () => document.cookie,
    ]
    const entries = performance.getEntries().map(entry => JSON.stringify(entry))
    return [
      ...globalThis.trace.said,
      ...(await Promise.all(kept.map(async read => `storage: ${JSON.stringify(await read())}`))),
      `address: ${location.href} ${document.referrer} ${globalThis.name} ${JSON.stringify(history.state)}`,
      `document: ${document.documentElement.outerHTML}`,
      ...entries.map(entry => `performance: ${entry}`),
    ]
  },
}

/**
 * Connect Express sends a token of its own in each response, and the token that it refuses in the text of its 400,
 * which ky reads: `error.data`.
 */
const isOfServer = (value, key) =>
  (value instanceof Response && key === 'headers') || (value?.name === 'HTTPError' && key === 'data')

/** The names of the page's caches, and what URLs are in them. */
async function readCaches() {
  const read = async name => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)]
  return Promise.all((await caches.keys()).map(read))
}

function describe(value, seen = new Set()) {
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (seen.has(value)) return 'seen'
  seen.add(value)
  const parts = [Object.prototype.toString.call(value)]
  if (value instanceof Error) parts.push(String(value), value.name, value.message, value.stack)
  if (value instanceof Headers) parts.push(...[...value].map(([name, text]) => `${name}=${text}`))
  if (value instanceof URL) parts.push(value.href)
  if (value instanceof Map || value instanceof Set) parts.push(describe([...value], seen))
  if (value instanceof Node || value === globalThis) return parts.join(' ')
  for (const owner of [value, Object.getPrototypeOf(value)]) {
    for (const key of owner ? Reflect.ownKeys(owner) : []) {
      if (isOfServer(value, key)) continue
      let member
      try {
        member = value[key]
      } catch {
        continue // A getter that is not for this object.
      }
      if (typeof member !== 'function') parts.push(`${String(key)}: ${describe(member, seen)}`)
    }
  }
  return parts.join('\n')
}
