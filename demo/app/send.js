/**
 * Ways to send a request of the panel, all of the same form: by `fetch`, by jQuery, by `XMLHttpRequest`.
 *
 * @typedef {{ status: number, data: any }} Answer
 * @typedef {(method: string, path: string, body?: object) => Promise<Answer>} Send
 * @typedef {(file: File, onProgress: (share: number) => void) => Promise<Answer>} Upload
 */

import { reported } from './report.js'

/** Time in which a bridge that never answers shows itself; longer than the client's own `tokenTimeout`. */
const patience = 10_000
const uploadPatience = 60_000

/** @param {typeof fetch} fetch @returns {Send} */
export function byFetch(fetch) {
  return async (method, path, body) => {
    const signal = AbortSignal.timeout(body instanceof FormData ? uploadPatience : patience)
    const init = { method, signal, ...(body instanceof FormData ? { body } : body && json(body)) }
    const response = await fetch(path, init)
    return { status: response.status, data: parse(await response.text()) }
  }
}

/** @param {Send} send @returns {Upload} with no progress: `fetch` tells none */
export function uploadBy(send) {
  return file => send('POST', '/api/files', formOf(file))
}

/** The token is none of jQuery's business: `installContextFetch` adds it. @param {EventTarget} client @returns {Send} */
export function byJquery(client) {
  return (method, path, body) => {
    const ask = () =>
      new Promise((resolve, reject) => {
        const complete = (xhr, words) => settle(xhr, words, resolve, reject)
        const data = body && { data: JSON.stringify(body), contentType: 'application/json' }
        globalThis.jQuery.ajax({ method, url: path, timeout: patience, complete, ...data })
      })
    return reported({ method, path }, client, ask)
  }
}

/** @param {EventTarget} client @returns {Upload} */
export function uploadByXhr(client) {
  return (file, onProgress) => {
    const ask = () =>
      new Promise((resolve, reject) => {
        const xhr = new XMLHttpRequest()
        xhr.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
        for (const type of ['load', 'error', 'timeout']) {
          xhr.addEventListener(type, () => settle(xhr, type, resolve, reject))
        }
        xhr.open('POST', '/api/files')
        xhr.timeout = uploadPatience
        xhr.send(formOf(file))
      })
    return reported({ method: 'POST', path: '/api/files' }, client, ask)
  }
}

/** @param {{ status: number, responseText: string }} xhr of jQuery or the platform @param {string} words */
function settle(xhr, words, resolve, reject) {
  if (xhr.status > 0) resolve({ status: xhr.status, data: parse(xhr.responseText ?? '') })
  else if (words === 'timeout') reject(new DOMException('No answer in time', 'TimeoutError'))
  else reject(new DOMException('Not sent, or no answer: no network, or no token', 'NetworkError'))
}

/** @param {object} body */
function json(body) {
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

/** @param {File} file */
function formOf(file) {
  const form = new FormData()
  form.append('file', file)
  return form
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return { message: text }
  }
}
