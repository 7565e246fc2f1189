import { startLive } from '../panel/live.js'
import { startPanel } from '../panel/panel.js'
import { downloadByFetch } from './download.js'
import { readEvents } from './events.js'
import { explainBy } from './explain.js'
import { createNotes } from './notes.js'
import { uploadByXhr } from './upload.js'

const { createContextClient, installContextFetch, isContextTokenError, sessionTokenSource } =
  globalThis.ApContextFetch

/** Sends a token that the app's backend made, and got for a context token. */
const client = createContextClient({
  getToken: sessionTokenSource({ url: '/api/session' }),
  scheme: 'Bearer',
})
installContextFetch(client)

startPanel(
  { ...createNotes(client), upload: uploadByXhr, download: downloadByFetch(client) },
  { client, explain: explainBy(isContextTokenError) },
)
startLive(client, () => readEvents(client, '/api/live'))
