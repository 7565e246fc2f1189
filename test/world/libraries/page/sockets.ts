/** The page that holds four connections open, while tokens come and go. */

import { type ContextClient, createContextClient } from 'ap-context-fetch'
import { openEvents } from '../recipes/event-source.js'
import { openSubscriptions } from '../recipes/graphql-ws.js'
import { openSocket as openSocketIo } from '../recipes/socket-io.js'
import { openSocket } from '../recipes/websocket.js'

const parameters = new URLSearchParams(location.search)
const { host, origin } = new URL(parameters.get('sockets') ?? '')
const client = createContextClient({ allowedOrigins: [location.origin, origin] })

/** A client that tells of no refresh, by which a test sees that each recipe needs the event. */
const deaf: ContextClient = Object.create(client, { addEventListener: { value: () => {} } })
const given = parameters.has('deaf') ? deaf : client

/** How many messages came through each. */
const told = { websocket: 0, 'socket-io': 0, 'graphql-ws': 0, 'event-source': 0 }

openSocket(given, `ws://${host}/websocket`).addEventListener('message', () => {
  told.websocket += 1
})
openSocketIo(given, origin).on('tick', () => {
  told['socket-io'] += 1
})
openSubscriptions(given, `ws://${host}/graphql`).subscribe(
  { query: 'subscription { tick }' },
  {
    next: () => {
      told['graphql-ws'] += 1
    },
    error: () => {}, // The server tells of connections that it ended.
    complete: () => {},
  },
)
const closeEvents = openEvents(given, `${origin}/events`, () => {
  told['event-source'] += 1
})

Object.assign(globalThis, { demo: { client, told, closeEvents } })
