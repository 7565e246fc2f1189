import { isObject } from '../shared/values.js'
import { type HeaderRecord, hasHeader } from './read-headers.js'

/**
 * What the platform would read of a body at the call (F1): the caller may go on and change it. Headers get the
 * content type that a body had before it was read. A buffer is not copied: not changing it is up to the caller.
 */
export function readBody(body: BodyInit, headers: HeaderRecord): BodyInit {
  if (isForm(body)) return copyForm(body)
  if (!isParams(body)) return body
  if (!hasHeader(headers, 'content-type')) {
    headers['Content-Type'] = 'application/x-www-form-urlencoded;charset=UTF-8'
  }
  return `${body}`
}

export const isForm = (body: unknown): body is FormData =>
  typeof FormData === 'function' && body instanceof FormData
export const isParams = (body: unknown): body is URLSearchParams => body instanceof URLSearchParams

/** A form of its own, with the same entries. */
export function copyForm(form: FormData): FormData {
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
