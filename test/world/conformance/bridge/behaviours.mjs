/**
 * What an app can observe of the bridge, as measured with the real one: each row is a product, what its host
 * does, what the app does, and what it sees then.
 *
 * @typedef {object} Behaviour
 * @property {'today' | 'older' | 'outside' | 'left-over name' | 'framed'} product
 * @property {string} host
 * @property {keyof typeof import('./observers.mjs').observers} app
 * @property {string} seen
 * @property {number} [calls] how often the host was called; absent where it cannot be told
 */

/** What the host does, then what is seen by promise, by callback, and by callback of an older product. */
const answers = [
  ['resolves a token', 'resolves a token', 'called with a token', 'called with a token'],
  ['resolves the same token', 'resolves a token', 'called with a token', 'called with a token'],
  ['resolves an expired token', 'resolves a token', 'called with a token', 'called with a token'],
  ['resolves no JWT', 'resolves a string', 'called with a string', 'called with a string'],
  ['resolves undefined', 'rejects undefined', 'called with undefined', 'called with undefined'],
  ['rejects undefined', 'rejects undefined', 'called with nothing', 'called with nothing'],
  ['rejects an Error', 'rejects a string', 'called with nothing', 'called with nothing'],
  ['throws', 'pending', 'never called', 'never called'],
  ['never answers', 'pending', 'never called', 'never called'],
]

/** What is so in both products, while the host resolves a token. */
const manners = [
  { app: 'looks what is there', seen: 'functions without declared parameters', calls: 0 },
  { app: 'looks what the callback form returns', seen: 'undefined', calls: 1 },
  { app: 'looks when its callback is called', seen: 'after the call', calls: 1 },
  { app: 'asks in the first script after all.js', seen: 'called with a token' },
  { app: 'puts its callback behind other arguments', seen: 'called with a token', calls: 1 },
  { app: 'asks five times at once', seen: '5 answers in order, 5 tokens', calls: 5 },
  { app: 'throws in its callback', seen: 'nothing comes out, the next call works', calls: 2 },
  { app: 'calls a detached function', seen: 'called with a token', calls: 1 },
  { app: 'asks for the context by callback', seen: 'called with {"jira":{"issue":{"key":"DEMO-1"}}}' },
]

const working = 'resolves a token'
const unreachable = 'is not reached'

/** @type {Behaviour[]} */
export const behaviours = [
  ...answers.flatMap(([host, promise, callback, older]) => [
    { product: 'today', host, app: 'asks by promise', seen: promise, calls: 1 },
    { product: 'today', host, app: 'asks by callback', seen: callback, calls: 1 },
    { product: 'older', host, app: 'asks by promise', seen: 'returns undefined', calls: 1 },
    { product: 'older', host, app: 'asks by callback', seen: older, calls: 1 },
  ]),
  ...['today', 'older'].flatMap(product => manners.map(manner => ({ product, host: working, ...manner }))),
  {
    product: 'today',
    host: 'resolves the same token',
    app: 'asks five times at once',
    seen: '5 answers in order, 1 token',
    calls: 5,
  },
  {
    product: 'today',
    host: 'rejects an Error',
    app: 'does not heed a rejection',
    seen: 'not unhandled',
    calls: 1,
  },
  {
    product: 'today',
    host: working,
    app: 'asks for the context by promise',
    seen: 'resolves {"jira":{"issue":{"key":"DEMO-1"}}}, a copy',
  },
  { product: 'older', host: working, app: 'asks for the context by promise', seen: 'returns undefined' },
  { product: 'outside', host: unreachable, app: 'looks what is there', seen: 'no AP.context' },
  ...['left-over name', 'framed'].flatMap(product => [
    { product, host: unreachable, app: 'looks what is there', seen: 'functions without declared parameters' },
    { product, host: unreachable, app: 'asks by promise', seen: 'pending' },
    { product, host: unreachable, app: 'asks by callback', seen: 'never called' },
  ]),
]

/** What is compared: a number of calls only where it can be told. */
export const told = ({ calls: expected }, { seen, calls }) =>
  expected === undefined ? seen : `${seen}; calls: ${calls}`
