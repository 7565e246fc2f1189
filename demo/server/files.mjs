/** The files of the app's notes: read out of a form, kept in memory, given back. */

/** The oldest are dropped beyond this, in bytes, since a demo may run for days. */
const maxKept = 200_000_000

/** @typedef {{ name: string, bytes: Buffer }} File */

export function createFiles() {
  /** @type {Map<number, File>} by the id of the note, oldest first */
  const files = new Map()
  const size = () => [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0)

  return {
    /** @param {number} id @param {File} file */
    keep(id, file) {
      files.set(id, file)
      for (const oldest of files.keys()) {
        if (size() <= maxKept) break
        files.delete(oldest)
      }
    },
    /** @param {number} id */
    get: id => files.get(id),
    /** @param {number} id */
    remove: id => files.delete(id),
    reset: () => files.clear(),
  }
}

/**
 * The first file of a multipart body, or the body itself.
 * @param {string} contentType
 * @param {Buffer} body
 * @returns {File}
 */
export function fileOf(contentType, body) {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(contentType)?.[1]
  if (boundary === undefined) return { name: 'unnamed', bytes: body }
  const latin = body.toString('latin1')
  const disposition = /filename="([^"]*)"/.exec(latin)
  if (!disposition) return { name: 'unnamed', bytes: Buffer.alloc(0) }
  const start = latin.indexOf('\r\n\r\n', disposition.index) + 4
  const end = latin.indexOf(`\r\n--${boundary}`, start)
  // A copy, so that the rest of the form is not kept.
  const bytes = Buffer.from(body.subarray(start, Math.max(start, end)))
  return { name: Buffer.from(disposition[1] ?? '', 'latin1').toString('utf8'), bytes }
}
