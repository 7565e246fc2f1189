const { createFakeAP, createFakeBackend } = require('ap-context-fetch/testing')
const { openNotes } = require('./notes.cjs')

/** Opens the app on a fake bridge and a fake backend. */
exports.openWithFakes = function openWithFakes({ failure, ...options } = {}) {
  const ap = createFakeAP(options)
  const routes = { 'GET /api/notes': () => Response.json(['Ship it']) }
  const backend = createFakeBackend({ ap, routes })
  const undo = [ap.install(), backend.install()]
  if (failure) ap.failNext(failure) // before the app opens: on a page it asks for its first token at once
  const notes = openNotes()
  return {
    ap,
    backend,
    notes,
    statuses: () => backend.requests.map(({ status }) => status),
    close() {
      notes.close()
      for (const restore of undo) restore()
    },
  }
}
