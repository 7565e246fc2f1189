import { startPanel } from '../panel/panel.js'
import { downloadByUrl } from './download.js'
import { explainBy } from './explain.js'
import { createNotes } from './notes.js'
import { uploadByXhr } from './upload.js'

const { createContextClient, installContextFetch, isContextTokenError } = globalThis.ApContextFetch

const client = createContextClient()
installContextFetch(client)

/** Code of old: the token is none of jQuery's business, `installContextFetch` adds it. */
const ajax = settings =>
  new Promise((resolve, reject) => {
    globalThis.jQuery.ajax({ timeout: 10_000, ...settings }).then(resolve, xhr => {
      const error = new Error('Not sent, or no answer: check the network, and that the product gives tokens.')
      reject(Object.assign(error, { status: xhr.status }))
    })
  })

startPanel(
  {
    list: async () => (await ajax({ url: '/api/notes' })).notes,
    add: text =>
      ajax({
        method: 'POST',
        url: '/api/notes',
        data: JSON.stringify({ text }),
        contentType: 'application/json',
      }),
    remove: id => ajax({ method: 'DELETE', url: `/api/notes/${id}` }),
    upload: uploadByXhr,
    download: downloadByUrl(client),
  },
  { client, list: createNotes(client).list, explain: explainBy(isContextTokenError) },
)
