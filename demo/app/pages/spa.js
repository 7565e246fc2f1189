import { isContextTokenError } from 'ap-context-fetch'
import { startPanel } from '../panel/panel.js'
import { client } from './client.js'
import { downloadByUrl } from './download.js'
import { explainBy } from './explain.js'
import { createNotes } from './notes.js'
import { showWho } from './who.js'

const notes = createNotes(client)
// In Forge no token is ever here, so none can be put into a URL.
if ('authorizeUrl' in client) notes.download = downloadByUrl(client)

const who = document.querySelector('#who')
showWho(client, who)
// Each new token may speak for another user. A Forge client has no tokens, and no events.
if ('addEventListener' in client) client.addEventListener('refresh', () => showWho(client, who))

startPanel(notes, { client, explain: explainBy(isContextTokenError) })
