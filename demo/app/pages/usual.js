import { startPanel } from '../panel/panel.js'
import { formOf } from './notes.js'

/** Asked once, when the page loads, and kept: what most apps do. */
const token = new Promise(resolve => {
  globalThis.AP.context?.getToken(resolve)
})

async function ask(path, init = {}) {
  const headers = { ...init.headers, Authorization: `JWT ${await token}` }
  const response = await fetch(path, { ...init, headers })
  if (response.ok) return response
  throw Object.assign(new Error(`The backend answered ${response.status}`), { status: response.status })
}

startPanel({
  list: async () => (await (await ask('/api/notes')).json()).notes,
  add: text =>
    ask('/api/notes', {
      method: 'POST',
      body: JSON.stringify({ text }),
      headers: { 'Content-Type': 'application/json' },
    }),
  remove: id => ask(`/api/notes/${id}`, { method: 'DELETE' }),
  upload: file => ask('/api/files', { method: 'POST', body: formOf(file) }),
})
