import { createContextClient } from 'ap-context-fetch'
import { downloadBy } from './download.js'
import { startPanel } from './panel.js'
import { report, reportEvents } from './report.js'

const client = createContextClient()
reportEvents(client)

globalThis.demo = { client, report, ...startPanel(client.fetch, { client, download: downloadBy(client) }) }
