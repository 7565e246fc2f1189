/**
 * Sends requests, changes tokens, and tells after each tenth what the heap holds; as `control` with a bare transport,
 * for what the engine itself keeps. Run with `--expose-gc`.
 */
import { createContextClient } from '../../dist/index.js'
import { createToken } from './tokens.mjs'

const requests = Number(process.argv[2])
const isControl = process.argv[3] === 'control'
const rollovers = 1000

/** A page, as far as listeners go. */
class Target extends EventTarget {
  #heard = []
  get listeners() {
    return this.#heard.length
  }
  #forget(type, listener) {
    this.#heard = this.#heard.filter(each => each.type !== type || each.listener !== listener)
  }
  addEventListener(type, listener, options) {
    this.#heard.push({ type, listener })
    options?.signal?.addEventListener('abort', () => this.#forget(type, listener), { once: true })
    super.addEventListener(type, listener, options)
  }
  removeEventListener(type, listener, ...rest) {
    this.#forget(type, listener)
    super.removeEventListener(type, listener, ...rest)
  }
}
globalThis.document = Object.assign(new Target(), {
  visibilityState: 'visible',
  baseURI: 'https://app.test/',
})
globalThis.window = new Target()

/** Timers that wait, also those that would not keep the process alive. */
const timers = new Set()
const { setTimeout, clearTimeout } = globalThis
globalThis.setTimeout = (run, delay, ...args) => {
  const id = setTimeout(() => {
    timers.delete(id)
    run(...args)
  }, delay)
  timers.add(id)
  return id
}
globalThis.clearTimeout = id => {
  timers.delete(id)
  clearTimeout(id)
}

const response = new Response(null)
const client = createContextClient({
  getToken: async () => createToken(),
  fetch: async () => response,
  allowedOrigins: ['https://app.test'],
})

const samples = []
const sample = async count => {
  // Long enough for the compiler to let go of what it works on, which it does at its own pace.
  for (let turn = 0; turn < 5; turn++) {
    await new Promise(resolve => setTimeout(resolve, 50))
    globalThis.gc()
  }
  samples.push({ requests: count, heap: process.memoryUsage().heapUsed })
}
const send = isControl ? async () => response : client.fetch
const rollOver = isControl ? async () => createToken() : () => client.tokens.refresh()
const init = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }

await client.getToken()
for (let count = 1; count <= requests; count++) {
  await send('https://app.test/api', init)
  if (count % (requests / rollovers) === 0) await rollOver()
  if (count === 10_000 || count % (requests / 10) === 0) await sample(count)
}
const atWork = { timers: timers.size, listeners: globalThis.document.listeners + globalThis.window.listeners }
client.dispose()
const listeners = globalThis.document.listeners + globalThis.window.listeners
process.stdout.write(JSON.stringify({ samples, atWork, left: { timers: timers.size, listeners } }))
