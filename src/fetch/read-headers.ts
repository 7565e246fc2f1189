/** Headers by name, the names in the caller's spelling. */
export type HeaderRecord = Record<string, string>

/**
 * Reads headers once. They leave as a plain record: Chromium sends the names of a `Headers` object in lower case
 * (F1), and some tracing libraries add their own to plain records alone (F13).
 */
export function readHeaders(given: HeadersInit | undefined): HeaderRecord {
  if (given === undefined) return {}
  const record: HeaderRecord = {}
  if (isRecord(given)) {
    for (const name of Object.keys(given)) add(record, name, `${given[name]}`)
  } else {
    for (const pair of given) {
      const [name, value, ...more] = pair
      // The platform's error says best what is wrong with it.
      if (value === undefined || more.length > 0) new Headers([pair])
      add(record, `${name}`, `${value}`)
    }
  }
  return record
}

/** Neither a record nor iterable: the platform's error says best what is wrong with it. */
function isRecord(given: HeadersInit): given is Record<string, string> {
  if (typeof given !== 'object' || given === null) new Headers(given)
  return !(Symbol.iterator in given)
}

/** Joins the values of one name. A header may be called `__proto__`, too. */
function add(record: HeaderRecord, name: string, value: string): void {
  if (!Object.hasOwn(record, name) && name !== '__proto__') record[name] = value
  else {
    const values = Object.hasOwn(record, name) ? `${record[name]}, ${value}` : value
    Object.defineProperty(record, name, {
      value: values,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
}

/** Whether a record has a header, in any spelling; `name` is in lower case. */
export function hasHeader(record: HeaderRecord, name: string): boolean {
  for (const each of Object.keys(record)) {
    if (each.length === name.length && each.toLowerCase() === name) return true
  }
  return false
}
