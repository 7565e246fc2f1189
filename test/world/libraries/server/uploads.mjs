/** Just enough of the tus protocol, 1.0.0: an upload is made, its chunks come, its offset is told. */

import express from 'express'

const version = { 'Tus-Resumable': '1.0.0' }

/** @param {(res: import('express').Response) => string} issueOf */
export function createUploads(issueOf) {
  const router = express.Router()
  /** @type {Map<string, number>} by id: bytes that have come */
  const offsets = new Map()

  router.post('/', (_req, res) => {
    const id = String(offsets.size)
    offsets.set(id, 0)
    res
      .set({ ...version, Location: `/api/uploads/${id}` })
      .status(201)
      .end()
  })

  router.head('/:id', (req, res) => {
    const offset = offsets.get(req.params.id)
    res.set({ ...version, 'Upload-Offset': String(offset), 'Upload-Length': '20' }).end()
  })

  router.patch('/:id', (req, res) => {
    const before = offsets.get(req.params.id)
    if (Number(req.get('Upload-Offset')) !== before) return void res.status(409).end()
    const offset = before + Number(req.get('Content-Length'))
    offsets.set(req.params.id, offset)
    res
      .set({ ...version, 'Upload-Offset': String(offset), 'X-Issue': issueOf(res) })
      .status(204)
      .end()
  })

  return router
}
