import { downloadBy } from './download.js'
import { startPanel } from './panel.js'
import { report, reportEvents } from './report.js'
import { byJquery, uploadByXhr } from './send.js'

const { createContextClient, installContextFetch } = globalThis.ApContextFetch

const client = createContextClient()
reportEvents(client)
installContextFetch(client)

const parts = {
  client,
  send: byJquery(client),
  upload: uploadByXhr(client),
  download: downloadBy(client),
}
globalThis.demo = { client, report, ...startPanel(client.fetch, parts) }
