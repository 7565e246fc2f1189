import { abortCases } from './aborts.mjs'
import { bodyCases } from './bodies.mjs'
import { callerCases } from './callers.mjs'
import { corsCases } from './cors.mjs'
import { errorCases } from './errors.mjs'
import { optionCases } from './options.mjs'
import { redirectCases } from './redirects.mjs'
import { responseCases } from './responses.mjs'

/**
 * What is done with a `fetch`, the platform's or ours.
 *
 * @typedef {object} ConformanceCase
 * @property {string} name
 * @property {(fetch: typeof globalThis.fetch, context: object) => unknown} act what the caller does
 * @property {'chromium' | 'node'} [only] where it has a meaning at all
 * @property {'requests' | 'preflight' | 'message'} [ignore] what may differ: when a request is aborted or
 *   broken off, the server may have seen it or not; a header that needs leave costs a preflight; the message
 *   of an exception, of the same class and name
 * @property {false | 'either'} [token] whether requests to allowed origins carry the token
 * @property {true} [onWire] it waits for a request to arrive, so without a token it would wait forever
 * @property {number} [sends] how many requests reach a server, where that matters
 */

/** @type {ConformanceCase[]} */
export const cases = Object.entries({
  body: bodyCases,
  options: optionCases,
  redirect: redirectCases,
  response: responseCases,
  error: errorCases,
  abort: abortCases,
  cors: corsCases,
  caller: callerCases,
}).flatMap(([group, list]) => list.map(entry => ({ ...entry, group, name: `${group}: ${entry.name}` })))
