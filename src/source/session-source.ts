import { decodeContextToken } from '../shared/claims.js'
import { ContextTokenError, type SourceWords } from '../shared/errors.js'
import { option, readOptions, wrongType } from '../shared/options.js'
import { checkToken } from '../shared/token.js'
import { checkSecureUrl, parseUrl } from '../shared/url.js'
import { isObject } from '../shared/values.js'
import { apTokenSource } from './ap-source.js'
import { type TokenRequest, type TokenSource, wordsOf } from './types.js'

/** Options of {@link sessionTokenSource}. */
export interface SessionTokenSourceOptions {
  /**
   * Where the app's backend gives a session token for a proof. Resolves against the page; the page's own origin, or
   * one that goes over `https:` (or to this machine).
   */
  url: string | URL
  /**
   * Who proves to the backend who is there: a token source, whose token is sent to `url`. `null` sends none, for a
   * `fetch` that authenticates by itself.
   * @default apTokenSource()
   */
  proof?: TokenSource | null | undefined
  /** A session token that the server wrote into the page. It answers the first call, if it has not expired. */
  initial?: string | undefined
  /**
   * What stands before the proof in the `Authorization` header; `''` sends it bare.
   * @default 'JWT'
   */
  scheme?: string | undefined
  /**
   * What sends the request to `url`.
   * @default `globalThis.fetch`, looked up at each call
   */
  fetch?: ((input: string, init: RequestInit) => Promise<Response>) | undefined
  /**
   * The method of that request.
   * @default 'POST'
   */
  method?: string | undefined
}

/**
 * A token source that exchanges a proof for a session token of the app's own backend: one that lives as long as the
 * app decides, can be revoked, and goes on working after Connect. Give it as `getToken`.
 *
 * The backend answers with the token as text, or with a JSON object that has it as `token`. A 401 asks the proof once
 * more, with the reason `rejected`.
 *
 * @example
 * ```ts
 * const client = createContextClient({
 *   getToken: sessionTokenSource({ url: '/session' }),
 *   scheme: 'Bearer',
 * })
 * ```
 * @throws `TypeError` if an option is of the wrong type, or `url` goes over `http:` to another machine.
 */
export function sessionTokenSource(options: SessionTokenSourceOptions): TokenSource {
  const given = readOptions(options)
  const { url, initial } = given
  // A relative one is checked at each call: the page may come later, as in server rendering.
  if (typeof url !== 'string' || parseUrl(url)) checkSecureUrl('url', url)
  const proof = given.proof === null ? null : option(given, 'proof', apTokenSource())
  const scheme = option(given, 'scheme', 'JWT')
  const method = option(given, 'method', 'POST')
  const send = option(given, 'fetch', (...args) => globalThis.fetch(...args))
  if (initial !== undefined && typeof initial !== 'string') throw wrongType('initial', 'a string', initial)
  let first: string | undefined = initial

  const exchange = async (request: TokenRequest): Promise<Response> => {
    const token = proof ? await proof(request) : undefined
    const Authorization = scheme ? `${scheme} ${token}` : `${token}`
    const headers = {
      Accept: 'application/json, text/plain',
      ...(token === undefined ? {} : { Authorization }),
    }
    const { href } = checkSecureUrl('url', url)
    // No cookie goes to another origin. Nothing is cached: each answer is a token.
    const init: RequestInit = {
      method,
      headers,
      signal: request.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    }
    return send(href, init)
  }

  const source: TokenSource = async request => {
    const kept = first
    first = undefined
    if (kept !== undefined && request.reason !== 'rejected' && isUsable(kept)) return kept
    let response = await exchange(request)
    if (response.status === 401 && proof) {
      await response.body?.cancel()
      response = await exchange({ ...request, reason: 'rejected' })
    }
    if (response.ok) return checkToken(readToken(await response.text()), words)
    await response.body?.cancel()
    throw new ContextTokenError(
      'source-error',
      `${words.name} answered with status ${response.status}. ${words.advice}`,
    )
  }
  wordsOf.set(source, words)
  return source
}

const words: SourceWords = {
  name: 'The session endpoint',
  advice: 'Check that it accepts the proof, and answers with a JWT as text or as { "token": … } in JSON.',
  ifSilent: 'Check that it can be reached, and that what proves the user answers.',
}

/** By its claims: a token that does not tell when it expires is used. */
function isUsable(token: string): boolean {
  try {
    const { exp } = decodeContextToken(token)
    return typeof exp !== 'number' || exp * 1000 > Date.now()
  } catch {
    return false
  }
}

/** The token of an answer: the text, or a member of the JSON object that it is. */
function readToken(text: string): unknown {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{')) return trimmed
  try {
    const answer: unknown = JSON.parse(trimmed)
    return isObject(answer) && Object.hasOwn(answer, 'token') ? Reflect.get(answer, 'token') : undefined
  } catch {
    return undefined // Nothing of the answer may be quoted.
  }
}
