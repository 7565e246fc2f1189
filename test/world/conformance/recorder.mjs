import { once } from 'node:events'
import { createServer } from 'node:http'
import { answer } from './answers.mjs'

/**
 * Servers on this machine that record what reaches them: method, URL, headers, bytes. A request belongs to
 * the run whose key is in its path, `/r/<key>/…`, so one run cannot be mistaken for another.
 *
 * @param {(path: string, response: import('node:http').ServerResponse) => boolean} [serveFile]
 */
export async function startRecorder(serveFile = () => false) {
  const runs = new Map()
  const waiting = new Map()
  const servers = []

  const record = (request, body, server) => {
    const key = keyOf(request.url)
    const entry = {
      server,
      method: request.method,
      url: request.url,
      headers: pairs(request.rawHeaders),
      body,
    }
    runs.set(key, [...(runs.get(key) ?? []), entry])
    waiting.get(key)?.()
  }
  const arrival = key =>
    new Promise(resolve => (runs.has(key) ? resolve() : waiting.set(key, () => resolve())))

  const handle = async (request, response, server) => {
    response.sendDate = false
    const arrived = /^\/arrived\/(\w+)$/.exec(request.url)
    if (arrived) {
      await arrival(arrived[1])
      return response.end()
    }
    if (!request.url.startsWith('/r/') && serveFile(request.url, response)) return
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    record(request, Buffer.concat(chunks).toString('latin1'), server)
    answer(request, response)
  }

  const start = async (name, host = '127.0.0.1') => {
    const server = createServer((request, response) => {
      handle(request, response, name).catch(() => response.destroy())
    })
    server.listen(0, host)
    await once(server, 'listening')
    servers.push(server)
    return server.address().port
  }

  return {
    start,
    /** What was recorded for a key, once. */
    take(key) {
      const entries = runs.get(key) ?? []
      runs.delete(key)
      return entries
    },
    /** Everything that was recorded, once. */
    takeAll() {
      const entries = [...runs.values()].flat()
      runs.clear()
      return entries
    },
    close: () => {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

/** A port on which nobody listens. */
export async function refusedPort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const keyOf = url => /^\/r\/(\w+)/.exec(url)?.[1] ?? ''

const pairs = raw => raw.flatMap((name, i) => (i % 2 ? [] : [[name.toLowerCase(), raw[i + 1]]]))
