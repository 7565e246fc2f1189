import { isObject } from '../shared/values.js'
import { type HeaderRecord, hasHeader } from './read-headers.js'

/**
 * What the platform would read of a body at the call (F1): the caller may go on and change it. Headers get the
 * content type that a body had before it was read. A buffer is the caller's affair, and not copied.
 */
export function readBody(body: BodyInit, headers: HeaderRecord): BodyInit {
  switch (isObject(body) && Object.prototype.toString.call(body)) {
    case '[object URLSearchParams]':
      if (!hasHeader(headers, 'content-type')) {
        headers['Content-Type'] = 'application/x-www-form-urlencoded;charset=UTF-8'
      }
      return `${body}`
    case '[object FormData]':
      return copyForm(body as FormData) // by its brand
    default:
      return body
  }
}

function copyForm(form: FormData): FormData {
  // Another library's form may bear the brand, and go with a transport of its own.
  if (!(form instanceof FormData)) return form
  const copy = new FormData()
  for (const [name, value] of form) {
    if (typeof value === 'string') copy.append(name, value)
    else copy.append(name, value, value.name)
  }
  return copy
}

/** What is used up when it is sent: a stream, or (in Node) an async iterable. */
export const isStream = (body: unknown): boolean =>
  isObject(body) && ('getReader' in body || Symbol.asyncIterator in body)
