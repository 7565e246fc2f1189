import { isObject } from '../shared/values.js'

/** What the bridge keeps whole: text and forms. */
export type ForgeBody = string | FormData | undefined

/** The error for what the bridge would damage (G3). */
const refused = (what: string, instead = 'Send it directly, with sessionTokenSource.'): TypeError =>
  new TypeError(`The Forge bridge would damage ${what}. Nothing was sent. ${instead}`)

/** The same `init`, that throws when a stream is read from it: nobody can tell how long a stream goes on. */
export function withoutStream(init: RequestInit | undefined): RequestInit | undefined {
  if (!isObject(init)) return init
  const get = (of: object, name: string) => {
    const value = Reflect.get(of, name)
    if (value?.getReader || value?.[Symbol.asyncIterator]) throw refused('a stream')
    return value
  }
  return new Proxy(init, { get })
}

/** Reads the body of a request, byte for byte, or throws a `TypeError` that says what to do instead (G3). */
export async function readForgeBody(request: Request): Promise<ForgeBody> {
  const type = request.headers.get('content-type') ?? 'no type'
  const bytes = await request.clone().arrayBuffer()
  if (bytes.byteLength === 0) return undefined
  if (/^multipart\/form-data/i.test(type)) return checkForm(await request.formData())
  let text: string | undefined
  try {
    // Raw bytes may be UTF-8 by chance: the type tells what they are meant to be.
    if (/^text\/|json|xml|urlencoded|graphql/i.test(type)) {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    }
  } catch {
    // It is refused below.
  }
  // The bridge drops U+FEFF at the beginning.
  if (text === undefined || text.startsWith('\uFEFF')) {
    throw refused(`what is no UTF-8 text, or begins with U+FEFF (${type})`)
  }
  return text
}

/** A form that the bridge keeps whole: it tells files from fields by their names, and keeps one entry for each name. */
function checkForm(form: FormData): FormData {
  const taken = ['__proto__']
  // What it adds for files comes first, since a field of that name may stand before its file.
  for (const [name, value] of form) {
    if (typeof value !== 'string') taken.push(`__${name}Name`, `__${name}Type`)
  }
  for (const [name, value] of form) {
    if (taken.includes(name) || name.startsWith('file') === (typeof value === 'string')) {
      throw refused(
        `the field ${name} of a form`,
        'Name all files file*, nothing else so, nothing twice or __*.',
      )
    }
    taken.push(name)
  }
  return form
}

/** The value of a JSON text, if writing it again gives the same text: `invokeRemote` takes values alone (G3). */
export function readJson(body: string | FormData): unknown {
  const json = `${body}`
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    // What is no JSON is not written the same again, either.
  }
  // The white space between its parts may go.
  if (JSON.stringify(value) !== json.replace(/("(?:[^"\\]|\\.)*")|\s/g, '$1')) {
    throw refused('what is no JSON as JavaScript writes it (20-digit numbers)', "Use via: 'requestRemote'.")
  }
  return value
}
