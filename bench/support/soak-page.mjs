/** Runs in the app's page: ten requests a second of mixed kinds, for ever; what became of each is in `soak.ended`. */
export function startSoak({ tokenTimeout }) {
  const { createContextClient, installContextFetch } = globalThis.ApContextFetch
  const client = createContextClient({ tokenTimeout, ky: { retry: 0, throwHttpErrors: false } })
  installContextFetch(client, { fetch: false })

  const byXhr = (method, url, body) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      xhr.onload = () => resolve(xhr)
      xhr.onerror = () => reject(new TypeError('XMLHttpRequest failed'))
      xhr.open(method, url)
      xhr.send(body)
    })
  const form = () => {
    const data = new FormData()
    data.append('file', new Blob([new Uint8Array(2000)]), 'a.bin')
    return data
  }
  const kinds = {
    get: () => client.fetch('/api/me'),
    json: () => client.http.post('/api/echo', { json: { text: 'a note' } }),
    form: () => client.fetch('/api/echo', { method: 'POST', body: form() }),
    request: () => client.fetch(new Request('/api/echo', { method: 'PUT', body: 'text' })),
    xhr: () => byXhr('POST', '/api/echo', 'text'),
    link: async () => fetch(await client.authorizeUrl('/api/me')),
    refusing: () => client.fetch('/api/refusing'),
    'by turns': () => client.fetch('/api/by-turns'),
  }
  const soak = { now: Date.now, ended: [], underWay: new Map(), refreshes: 0, refreshErrors: 0 }
  client.addEventListener('refresh', () => soak.refreshes++)
  client.addEventListener('refresherror', () => soak.refreshErrors++)
  const { now } = Date
  let shift = 0
  Date.now = () => now() + shift
  globalThis.shiftClock = hours => {
    shift = hours * 3_600_000
  }
  globalThis.setHidden = isHidden => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const names = Object.keys(kinds)
  let sent = 0
  setInterval(async () => {
    const number = sent++
    const kind = names[number % names.length]
    const at = now() // whatever a fault makes of the clock
    soak.underWay.set(number, { kind, at })
    try {
      const answer = await kinds[kind]()
      // As an app does: Chromium keeps the loader of a body that nobody reads, whoever sent the request.
      if (answer instanceof Response) await answer.arrayBuffer()
      soak.ended.push({ kind, at, until: now(), status: answer.status })
    } catch (error) {
      const isToken = globalThis.ApContextFetch.isContextTokenError(error)
      soak.ended.push({ kind, at, until: now(), status: isToken ? error.code : error.name })
    } finally {
      soak.underWay.delete(number)
    }
  }, 100)
  globalThis.soak = soak
}

/** Takes what has ended since the last time, and what has had no answer for long. */
export function takeSoak() {
  const { soak } = globalThis
  const { refreshes, refreshErrors } = soak
  const hanging = [...soak.underWay].filter(([, { at }]) => soak.now() - at > 20_000)
  for (const [number] of hanging) soak.underWay.delete(number)
  return {
    ended: soak.ended.splice(0),
    hanging: hanging.map(([, request]) => request),
    refreshes,
    refreshErrors,
  }
}
