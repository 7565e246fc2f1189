import { startPanel } from './panel.js'
import { report, reportEvents } from './report.js'

const client = globalThis.ApContextFetch.createContextClient()
reportEvents(client)

globalThis.demo = { client, report, ...startPanel(client.fetch, client) }
