/** What the bridge keeps whole: text and forms. */
export type ForgeBody = string | FormData | undefined

/** The error for what the bridge would damage. Nothing was sent. */
export const refused = (what: string, instead: string): TypeError =>
  new TypeError(`The Forge bridge would damage ${what}. Nothing was sent. ${instead}`)

const direct =
  'Send it straight to the backend, with a token of its own: see sessionTokenSource, and permissions.external.fetch.client in the manifest.'

/** Reads the body of a request, byte for byte, or throws a `TypeError` that says what to do instead (G3). */
export async function readForgeBody(request: Request): Promise<ForgeBody> {
  const type = request.headers.get('content-type') ?? ''
  const bytes = await request.clone().arrayBuffer()
  if (bytes.byteLength === 0) return undefined
  if (/^multipart\/form-data/i.test(type)) return checkForm(await request.formData())
  if (!type) throw refused('a body of raw bytes', direct)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw refused('a body that is no text', direct)
  }
  if (!isText(type)) throw refused(`a body of the type ${type}`, direct)
  if (text.startsWith('\uFEFF')) throw refused('a text that begins with U+FEFF', 'Leave that character out.')
  return text
}

const isText = (type: string): boolean =>
  /^(text\/|application\/(.+\+)?(json|xml|x-www-form-urlencoded|graphql|javascript))/i.test(type)

/** A form that the bridge keeps whole: it tells files from fields by their names, and keeps one entry for each name. */
function checkForm(form: FormData): FormData {
  const names = [...form.keys()]
  const fileNames = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [] : [name]))
  const added = fileNames.flatMap(name => [`__${name}Name`, `__${name}Type`])
  const lost = (name: string): string | undefined => {
    if (name === '__proto__') return 'a field named __proto__'
    if (names.indexOf(name) !== names.lastIndexOf(name)) return `two fields named ${name}`
    if (added.includes(name)) return `a field named ${name}, which it adds for a file`
    const isFile = fileNames.includes(name)
    if (isFile && !name.startsWith('file')) return `a file in the field ${name}`
    return !isFile && name.startsWith('file') ? `a text in the field ${name}` : undefined
  }
  for (const name of names) {
    const what = lost(name)
    if (what)
      throw refused(what, 'Name all files file…, nothing else so, and nothing twice; or send it as JSON.')
  }
  return form
}

/** The value of a JSON text, if writing it again gives the same text: `invokeRemote` takes values alone (G3). */
export function readJson(body: ForgeBody): unknown {
  if (body === undefined) return undefined
  const instead = "Use via: 'requestRemote'."
  if (typeof body !== 'string') throw refused('a form through invokeRemote', instead)
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw refused('a text that is no JSON through invokeRemote', instead)
  }
  if (JSON.stringify(value) !== withoutSpace(body)) {
    throw refused(
      'JSON that JavaScript does not write the same again, such as a number of 20 digits',
      instead,
    )
  }
  return value
}

/** A JSON text without the white space between its parts. */
const withoutSpace = (json: string): string => json.replace(/("(?:[^"\\]|\\.)*")|\s/g, '$1')
