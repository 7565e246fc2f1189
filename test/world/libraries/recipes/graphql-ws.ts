import type { ContextClient } from 'ap-context-fetch'
import { type Client, createClient } from 'graphql-ws'

/** The token is a connection parameter, and each new one the payload of a ping. */
export function openSubscriptions(client: ContextClient, url: string): Client {
  let opened: WebSocket | undefined
  const subscriptions = createClient({
    url,
    connectionParams: async () => ({ token: await client.getToken() }),
    on: {
      opened: socket => {
        opened = socket as WebSocket
      },
      closed: () => {
        opened = undefined
      },
    },
  })
  client.addEventListener('refresh', async () => {
    const token = await client.getToken()
    opened?.send(JSON.stringify({ type: 'ping', payload: { token } }))
  })
  return subscriptions
}
