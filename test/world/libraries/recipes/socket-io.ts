import type { ContextClient } from 'ap-context-fetch'
import { io, type Socket } from 'socket.io-client'

/** Each connection begins with a token, also after a reconnect, and gets each new one. */
export function openSocket(client: ContextClient, url: string): Socket {
  const socket = io(url, {
    transports: ['websocket'],
    auth: send => {
      client.getToken().then(
        token => send({ token }),
        () => send({}), // The server rejects it: `connect_error`.
      )
    },
  })
  client.addEventListener('refresh', async () => {
    if (socket.connected) socket.emit('auth', await client.getToken())
  })
  return socket
}
