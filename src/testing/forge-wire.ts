/** What the bridge hands over to the host: for `requestRemote`, and for `invokeRemote`. */
export type SentToForge =
  | { fetchRequestInit: Sent & { headers: [string, string][] }; isMultipartFormData: boolean }
  | (Sent & { headers?: Record<string, string> })

interface Sent {
  path: string
  method?: string
  body?: unknown
}

/** Where the remote is; a fake backend does not look at it. */
const origin = 'https://remote.test'

export const isSent = (payload: unknown): payload is SentToForge =>
  typeof payload === 'object' && payload !== null && ('fetchRequestInit' in payload || 'path' in payload)

/** The request that the host sends to the remote, with the invocation token. */
export function readSent(sent: SentToForge, token: string): Request {
  const isWhole = 'fetchRequestInit' in sent
  const { path, method = 'GET', body, headers } = isWhole ? sent.fetchRequestInit : sent
  const all = new Headers(headers)
  all.set('authorization', `Bearer ${token}`)
  const isForm = isWhole && sent.isMultipartFormData
  if (isForm) all.delete('content-type')
  else if (!isWhole && body !== undefined) all.set('content-type', 'application/json')
  const text = isWhole || body === undefined ? body : JSON.stringify(body)
  const hasBody = text !== null && text !== undefined && text !== ''
  const content = hasBody ? { body: isForm ? formOf(`${text}`) : `${text}` } : {}
  return new Request(origin + path, { method, headers: all, ...content })
}

/** The form that the bridge made an object of: files are base64, their names and types beside them. */
function formOf(json: string): FormData {
  const fields: Record<string, string> = JSON.parse(json)
  const form = new FormData()
  const fileNameOf = (name = '') =>
    name.startsWith('file') && Object.hasOwn(fields, name) ? fields[`__${name}Name`] : undefined
  for (const [name, value] of Object.entries(fields)) {
    const about = /^__(.*)(Name|Type)$/.exec(name)?.[1]
    if (fileNameOf(about) !== undefined) continue
    const fileName = fileNameOf(name)
    if (fileName === undefined) form.append(name, value)
    else form.append(name, new File([bytesOf(value)], fileName, { type: fields[`__${name}Type`] ?? '' }))
  }
  return form
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64.replace(/.*,/, '')), character => character.charCodeAt(0))

/** What the host answers to the call of this name. */
export async function answerOf(name: string, response: Response): Promise<unknown> {
  const { status, statusText } = response
  const headers = Object.fromEntries(response.headers)
  if (name === 'invoke') {
    const text = await response.text()
    const answer = { status, headers, body: isJson(headers) ? JSON.parse(text) : text }
    return response.ok ? { success: true, payload: answer } : { success: false, error: answer }
  }
  // What is no text comes as base64.
  const isAttachment = !/^(text\/|application\/.*json)/.test(headers['content-type'] ?? 'text/')
  const bytes = new Uint8Array(await response.arrayBuffer())
  const body = isAttachment
    ? btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    : new TextDecoder().decode(bytes)
  return { status, statusText, headers, body, isAttachment }
}

const isJson = (headers: Record<string, string>): boolean => /json/.test(headers['content-type'] ?? '')
