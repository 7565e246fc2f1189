import { client } from './client.js'
import { downloadBy } from './download.js'
import { startPanel } from './panel.js'
import { report, reportEvents } from './report.js'

const parts = {}
// A Forge client has no token, so it tells of none and puts none into a URL.
if ('tokens' in client) {
  reportEvents(client)
  Object.assign(parts, { client, download: downloadBy(client) })
}

globalThis.demo = { client, report, ...startPanel(client.fetch, parts) }
