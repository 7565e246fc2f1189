/**
 * What a case has to do with: an app does something in Forge, and something must come of it.
 *
 * @typedef {{
 *   createForgeFetch: typeof import('ap-context-fetch/forge').createForgeFetch,
 *   createForgeClient: typeof import('ap-context-fetch/forge').createForgeClient,
 *   settings: import('ap-context-fetch/forge').ForgeFetchOptions,
 *   host: import('./host.mjs').Host,
 * }} World
 * @typedef {{ name: string, run: (world: World) => Promise<unknown>, expected: unknown }} Case
 */

export const bytes = (...values) => Uint8Array.from(values)
export const file = (...values) => new File([bytes(...values)], 'näme.bin', { type: 'application/x-test' })
export const form = (...fields) => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}
export const endless = () => new ReadableStream()
export const base = 'https://app.example.com/'

/** What a promise comes to, as plain data. */
export const outcome = promise =>
  promise.then(
    async response => ({ status: response.status, url: response.url, text: await response.text() }),
    error => {
      const { name, message = '', cause } = Object(error)
      if (/^The Forge bridge would damage .+\. Nothing was sent\. \S.+\.$/.test(message))
        return `refused by ${name}`
      if (/^Failed to fetch \(.+ backend .+\)$/.test(message)) return { name, cause: cause && `${cause}` }
      return message ? name : error
    },
  )

export const post = (fetch, init) => fetch('/a', { method: 'POST', ...init })
/** Bytes as plain data: one character each. */
export const latin = buffer => Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join('')
