/** What happened, counted, recorded, and told to the product page. */

/** @typedef {{ requests: number, bridgeCalls: number, backend401s: number, app401s: number }} Counters */
/**
 * @typedef {object} Received a request that reached the backend's `/api`
 * @property {string} method
 * @property {string} url path and query
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {Buffer} body empty if it was refused, and of the oldest
 * @property {number} status 0 until it is answered
 */

/** The oldest are dropped beyond these, requests and bytes of bodies, since a demo may run for days. */
const maxReceived = 50_000
const maxBytes = 200_000_000
const nothing = Buffer.alloc(0)

/** @returns {Counters} */
const zero = () => ({ requests: 0, bridgeCalls: 0, backend401s: 0, app401s: 0 })

/** @typedef {ReturnType<typeof createHub>} Hub */

export function createHub() {
  /** @type {Map<string, Counters>} by page of the app: spa, plain, usual … */
  const pages = new Map()
  /** @type {Received[]} */
  const received = []
  /** @type {Received[]} those with a body, oldest first */
  let withBody = []
  let bytes = 0
  /** @type {Set<(event: object) => void>} */
  const listeners = new Set()

  return {
    received,
    listeners,

    /** @param {string} page @param {keyof Counters} counter */
    count(page, counter) {
      const counters = pages.get(page) ?? zero()
      counters[counter] += 1
      pages.set(page, counters)
    },

    /** @param {Received} request */
    record(request) {
      received.push(request)
      if (received.length > maxReceived) received.shift()
    },

    /** @param {Received} request @param {Buffer} body */
    keepBody(request, body) {
      request.body = body
      withBody.push(request)
      bytes += body.length
      while (bytes > maxBytes) {
        const oldest = withBody.shift()
        bytes -= oldest.body.length
        oldest.body = nothing
      }
    },

    /** @param {{ type: string } & Record<string, unknown>} event */
    tell(event) {
      for (const listener of listeners) listener({ at: Date.now(), ...event })
    },

    /** @returns {Counters} of all pages together */
    counters() {
      const sum = zero()
      for (const counters of pages.values()) {
        sum.requests += counters.requests
        sum.bridgeCalls += counters.bridgeCalls
        sum.backend401s += counters.backend401s
        sum.app401s += counters.app401s
      }
      return sum
    },

    /** @returns {Record<string, Counters>} */
    countersByPage() {
      return Object.fromEntries([...pages].map(([page, counters]) => [page, { ...counters }]))
    },

    reset() {
      pages.clear()
      received.length = 0
      withBody = []
      bytes = 0
    },
  }
}

/**
 * `/spa.html?x` is the page `spa`.
 * @param {string | undefined} url absolute or a path
 */
export function pageName(url) {
  if (!url || !URL.canParse(url, 'http://localhost')) return 'unknown'
  const { pathname } = new URL(url, 'http://localhost')
  return pathname.replace(/^.*\//, '').replace(/\.html$/, '') || 'unknown'
}
