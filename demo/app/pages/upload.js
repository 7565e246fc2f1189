import { formOf } from './notes.js'

const patience = 60_000

/**
 * Uploads by `XMLHttpRequest`, which tells the progress; `installContextFetch` adds the token.
 *
 * @param {File} file
 * @param {(share: number) => void} onProgress 0 to 1
 * @returns {Promise<void>}
 */
export function uploadByXhr(file, onProgress) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
    xhr.addEventListener('loadend', () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve()
      else reject(Object.assign(new Error('The upload failed'), { status: xhr.status }))
    })
    xhr.open('POST', '/api/files')
    xhr.timeout = patience
    xhr.send(formOf(file))
  })
}
