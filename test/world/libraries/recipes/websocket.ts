import type { ContextClient } from 'ap-context-fetch'

/** A socket whose server gets each new token before the old one expires. */
export function openSocket(client: ContextClient, url: string): WebSocket {
  const socket = new WebSocket(url)
  const closed = new AbortController()
  const { signal } = closed
  const authenticate = async () => {
    try {
      const token = await client.getToken({ signal })
      socket.send(JSON.stringify({ type: 'auth', token }))
    } catch {
      socket.close() // There is no token: your code for lost connections takes over.
    }
  }
  socket.addEventListener('open', () => {
    authenticate()
    client.addEventListener('refresh', authenticate, { signal })
  })
  socket.addEventListener('close', () => closed.abort())
  return socket
}
