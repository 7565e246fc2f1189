import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * A server on this machine that records what reaches `/api` and answers as the query says: `status`, `to`
 * (a redirect), `type` and `text` (the body), `hold` (until `release()`), `drop` (cuts the line), `deaf`
 * (does not read the body until then).
 *
 * @param {(path: string) => { type: string, body: string } | undefined} [fileAt]
 * @param {string} [policy] `Content-Security-Policy` of the files
 */
export async function startServer(fileAt = () => undefined, policy = undefined) {
  /** @type {{ method: string, path: string, headers: import('node:http').IncomingHttpHeaders, body: string }[]} */
  const received = []
  const refused = new Set()
  const held = new Set()
  let refusesAll = false
  const arrivals = new Set()

  const answer = async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost')
    const file = fileAt(pathname)
    if (file) {
      if (policy) response.setHeader('Content-Security-Policy', policy)
      return response.setHeader('Content-Type', file.type).end(file.body)
    }
    if (!pathname.startsWith('/api')) return response.writeHead(404).end()
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*')
    response.setHeader('Access-Control-Allow-Credentials', 'true')
    response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type')
    response.setHeader('Cache-Control', 'no-store')
    if (request.method === 'OPTIONS') return response.end()

    const entry = { method: request.method, path: request.url, headers: request.headers, body: '' }
    received.push(entry)
    for (const arrived of arrivals) arrived()
    if (searchParams.has('drop')) return request.socket.destroy()
    const release = () => new Promise(resolve => held.add(resolve))
    if (searchParams.has('deaf')) await release()
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    entry.body = Buffer.concat(chunks).toString()
    if (searchParams.has('hold')) await release()

    const to = searchParams.get('to')
    if (to) return response.writeHead(Number(searchParams.get('status') ?? 302), { Location: to }).end()
    const isRefused = refusesAll || refused.has(request.headers.authorization)
    response.writeHead(isRefused ? 401 : Number(searchParams.get('status') ?? 200), {
      'Content-Type': searchParams.get('type') ?? 'application/json',
      'Set-Cookie': 'seen=yes',
    })
    response.end(searchParams.get('text') ?? '{"ok":true}')
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()) // Whoever asked is gone.
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()

  return {
    received,
    /** What reached a path, queries left out. */
    at: path => received.filter(entry => entry.path.split('?')[0] === path),
    origin: `http://localhost:${port}`,
    /** The same server, for a browser another origin. */
    foreign: `http://127.0.0.1:${port}`,
    /** Answers 401 to what carries this header. */
    refuse: authorization => void refused.add(authorization),
    refuseAll: () => {
      refusesAll = true
    },
    /** Until so many requests reached the path. */
    async arrived(path, count = 1) {
      while (received.filter(entry => entry.path.startsWith(path)).length < count) {
        await new Promise(resolve => arrivals.add(resolve))
      }
    },
    release() {
      for (const go of held) go()
      held.clear()
    },
    reset() {
      this.release()
      received.length = 0
      refused.clear()
      refusesAll = false
    },
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
