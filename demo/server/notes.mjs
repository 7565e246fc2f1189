/** The app's data: notes and files on the one issue there is. */

import express from 'express'
import { createFiles, fileOf } from './files.mjs'

const maxEntries = 50

/** @typedef {{ id: number, text: string, kind: 'note' | 'file', name?: string }} Note `name` of a file */

export function createNotes() {
  /** @type {Note[]} */
  let notes = []
  let nextId = 1
  const files = createFiles()

  /** @param {string} text @param {Note['kind']} kind @param {string} [name] */
  function add(text, kind, name) {
    const note = { id: nextId, text, kind, name }
    nextId += 1
    notes = [...notes, note].slice(-maxEntries)
    return note
  }

  function reset() {
    notes = []
    files.reset()
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
    files.remove(Number(req.params.id))
    res.status(notes.length < before ? 204 : 404).end()
  })

  router.post('/files', (req, res) => {
    const file = fileOf(req.headers['content-type'] ?? '', res.locals.entry.body)
    const { name, bytes } = file
    const note = add(`${name} (${bytes.length} bytes)`, 'file', name)
    files.keep(note.id, file)
    res.status(201).json({ ...note, size: bytes.length })
  })

  router.get('/files/:id', (req, res) => {
    const file = files.get(Number(req.params.id))
    if (!file) return void res.status(404).json({ message: 'No such file' })
    // The URL may hold a token: it goes no further.
    res.set({
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': `attachment; filename*=UTF-8''${extended(file.name)}`,
    })
    res.type('application/octet-stream').send(file.bytes)
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

/** RFC 8187: fewer characters than `encodeURIComponent` leaves alone. @param {string} name */
function extended(name) {
  return encodeURIComponent(name).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)
}
