/**
 * What the app asks of its backend, by ky: each rejects unless the answer is one of success.
 *
 * @param {Pick<import('ap-context-fetch').ContextClient, 'http'>} client one for Connect or for Forge
 * @returns {import('../panel/panel.js').Notes}
 */
export function createNotes({ http }) {
  return {
    list: async () => (await http('/api/notes').json()).notes,
    add: text => http.post('/api/notes', { json: { text } }),
    remove: id => http.delete(`/api/notes/${id}`),
    upload: file => http.post('/api/files', { body: formOf(file), timeout: 60_000 }),
  }
}

/** @param {File} file */
export function formOf(file) {
  const form = new FormData()
  form.append('file', file)
  return form
}
