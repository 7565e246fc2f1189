import { cases } from './cases/index.mjs'
import { xhrCases } from './xhr/cases.mjs'

const fetchCases = test => cases.filter(test).length
const xhr = test => xhrCases.filter(test).length

/** What differs from the platform on purpose, or is not compared: how many cases, and why. */
export const namedDifferences = [
  {
    what: 'The header `Authorization`, at allowed origins',
    cases: 'all',
    reason: 'This is what the package is for. Everything else that a server receives is compared.',
  },
  {
    what: 'A preflight before a request to another origin',
    cases: fetchCases(({ ignore }) => ignore === 'preflight'),
    reason: 'The browser asks for leave to send the header.',
  },
  {
    what: 'The message of an exception; its class and name are compared',
    cases: fetchCases(({ ignore }) => ignore === 'message'),
    reason:
      'The platform names its own call in it (`fetch`, `Request`). Where a relative URL has no page, the message goes on with what to check.',
  },
  {
    what: 'Whether an aborted request reached the server',
    cases: fetchCases(({ ignore }) => ignore === 'requests'),
    reason: 'A race on the platform, too.',
  },
  {
    what: 'Without a token: a `ContextTokenError`, and nothing sent',
    cases: 'those that need a token',
    reason:
      'Rule S4. Wrong arguments and aborts come first, as on the platform; what needs no token is the platform’s.',
  },
  {
    what: '`XMLHttpRequest` that waits for a token: `loadstart` comes when it leaves',
    cases: xhr(({ differsWaiting }) => differsWaiting !== undefined),
    reason: 'Rule U3.',
  },
  {
    what: '`XMLHttpRequest` without a token: an `error` event, and nothing sent; a synchronous one leaves without',
    cases: 'those that need a token',
    reason: 'Rule U3.',
  },
  {
    what: 'The URL of a blob',
    cases: xhr(({ differs }) => differs !== undefined),
    reason: 'It is another one each time.',
  },
]
