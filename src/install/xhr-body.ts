import { copyForm, isForm, isParams } from '../fetch/read-body.js'
import { isObject } from '../shared/values.js'

/**
 * What the platform would read of a body at `send()` (U4): the caller may go on and change it while the request
 * waits. A body that throws when it is read throws here. A buffer is not copied: not changing it is up to the caller.
 */
export function readXhrBody(body: unknown): unknown {
  if (!isObject(body) || body instanceof Blob) return body
  if (isForm(body)) return copyForm(body)
  if (isParams(body)) return new URLSearchParams(body)
  if (isDocument(body)) return body.cloneNode(true)
  return turnedIntoText.includes(Object.prototype.toString.call(body)) ? `${body}` : body
}

/** The platform turns an object that it does not know into text. */
const turnedIntoText = ['[object Object]', '[object Array]']

const isDocument = (body: object): body is Document => 'nodeType' in body && body.nodeType === 9
