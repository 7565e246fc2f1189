/** The app's data: notes and files on the one issue there is. */

import express from 'express'

const maxEntries = 50

/** @typedef {{ id: number, text: string, kind: 'note' | 'file' }} Note */

export function createNotes() {
  /** @type {Note[]} */
  let notes = []
  let nextId = 1

  /** @param {string} text @param {Note['kind']} kind */
  function add(text, kind) {
    const note = { id: nextId, text, kind }
    nextId += 1
    notes = [...notes, note].slice(-maxEntries)
    return note
  }

  function reset() {
    notes = []
    add('This list comes from the app’s backend', 'note')
  }
  reset()

  const router = express.Router()

  router.get('/notes', (_req, res) => void res.json({ notes }))

  router.post('/notes', (req, res) => {
    const text = textOf(req.body)
    if (text === undefined) {
      res.status(400).json({ message: 'Expected JSON with a "text" of 1 to 200 characters' })
    } else {
      res.status(201).json(add(text, 'note'))
    }
  })

  router.delete('/notes/:id', (req, res) => {
    const before = notes.length
    notes = notes.filter(note => String(note.id) !== req.params.id)
    res.status(notes.length < before ? 204 : 404).end()
  })

  router.post('/files', (req, res) => {
    const file = fileOf(req.headers['content-type'] ?? '', res.locals.entry.body)
    res.status(201).json({ ...add(`${file.name} (${file.size} bytes)`, 'file'), ...file })
  })

  return { router, reset }
}

/** @param {unknown} body @returns {string | undefined} */
function textOf(body) {
  try {
    const text = JSON.parse(String(body)).text
    if (typeof text !== 'string') return undefined
    return text.trim() && text.length <= 200 ? text.trim() : undefined
  } catch {
    return undefined
  }
}

/**
 * Name and size of the first file of a multipart body, or of the body itself.
 * @param {string} contentType
 * @param {Buffer} body
 */
function fileOf(contentType, body) {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(contentType)?.[1]
  if (boundary === undefined) return { name: 'unnamed', size: body.length }
  const latin = body.toString('latin1')
  const disposition = /filename="([^"]*)"/.exec(latin)
  if (!disposition) return { name: 'unnamed', size: 0 }
  const start = latin.indexOf('\r\n\r\n', disposition.index) + 4
  const end = latin.indexOf(`\r\n--${boundary}`, start)
  return { name: Buffer.from(disposition[1] ?? '', 'latin1').toString('utf8'), size: end - start }
}
