/** A server that keeps a connection for as long as the token lives that it got last, and tells of each. */

import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt'
import { buildSchema, execute, parse, subscribe, validate } from 'graphql'
import { useServer as serveSubscriptions } from 'graphql-ws/use/ws'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { tenant } from '../../../../demo/server/token.mjs'

const schema = buildSchema('type Query { none: Int } type Subscription { tick: Int }')
const pause = 50

/** The token's end, in Unix milliseconds. @throws if it was not made for this tenant, or has expired */
function expiryOf(token) {
  const { exp } = decodeSymmetric(token, tenant.sharedSecret, SymmetricAlgorithm.HS256)
  if (Date.now() >= exp * 1000) throw new Error('an expired token')
  return exp * 1000
}

export async function startSockets() {
  /** By name of the recipe: the tokens that came, and how many connections ended since none came in time. */
  const seen = Object.fromEntries(
    ['websocket', 'socket-io', 'graphql-ws', 'event-source'].map(name => [
      name,
      { tokens: new Set(), ended: 0 },
    ]),
  )
  const timers = new Set()

  /** Ends the connection when the token expires that was given last. */
  function keep(name, end) {
    let timer
    const stop = () => {
      clearTimeout(timer)
      timers.delete(timer)
    }
    return {
      stop,
      renew(token) {
        const until = expiryOf(token)
        seen[name].tokens.add(token)
        stop()
        timer = setTimeout(() => {
          seen[name].ended += 1
          end()
        }, until - Date.now())
        timers.add(timer)
      },
    }
  }

  function every(send) {
    const timer = setInterval(send, pause)
    timers.add(timer)
    return () => {
      clearInterval(timer)
      timers.delete(timer)
    }
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost')
    if (pathname !== '/events') return response.writeHead(404).end()
    response.setHeader('Access-Control-Allow-Origin', '*')
    const kept = keep('event-source', () => response.end())
    try {
      kept.renew(searchParams.get('jwt'))
    } catch {
      return response.writeHead(204).end() // Or else EventSource asks again with the same token.
    }
    response.setHeader('Content-Type', 'text/event-stream')
    const stop = every(() => response.write('data: tick\n\n'))
    response.on('close', () => {
      stop()
      kept.stop()
    })
  })

  const plain = new WebSocketServer({ noServer: true })
  plain.on('connection', socket => {
    const kept = keep('websocket', () => socket.close(4401, 'token expired'))
    let stop = () => {}
    socket.on('message', data => {
      kept.renew(JSON.parse(data).token)
      stop()
      stop = every(() => socket.send('tick'))
    })
    socket.on('close', () => {
      stop()
      kept.stop()
    })
  })

  const io = new Server(server, { cors: { origin: '*' }, transports: ['websocket'] })
  io.on('connection', socket => {
    const kept = keep('socket-io', () => socket.disconnect(true))
    kept.renew(socket.handshake.auth.token)
    socket.on('auth', kept.renew)
    const stop = every(() => socket.emit('tick'))
    socket.on('disconnect', () => {
      stop()
      kept.stop()
    })
  })

  const graphql = new WebSocketServer({ noServer: true })
  serveSubscriptions(
    {
      // Its own would be of another copy of the module.
      ...{ execute, parse, subscribe, validate },
      schema,
      roots: {
        subscription: {
          async *tick() {
            for (;;) {
              await sleep(pause)
              yield { tick: 1 }
            }
          },
        },
      },
      onConnect({ connectionParams, extra: { socket } }) {
        const kept = keep('graphql-ws', () => socket.close(4403, 'Forbidden'))
        kept.renew(connectionParams.token)
        socket.on('message', data => {
          const { type, payload } = JSON.parse(data)
          if (type === 'ping' && payload?.token) kept.renew(payload.token)
        })
        socket.on('close', kept.stop)
        return true
      },
    },
    graphql,
  )

  server.on('upgrade', (request, socket, head) => {
    const to = { '/websocket': plain, '/graphql': graphql }[request.url]
    to?.handleUpgrade(request, socket, head, opened => to.emit('connection', opened))
  })

  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    seen,
    origin: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      for (const timer of timers) clearTimeout(timer)
      for (const socket of [...plain.clients, ...graphql.clients]) socket.terminate()
      await io.close()
    },
  }
}
