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
  #heard = new Set()
  get listeners() {
    return this.#heard.size
  }
  addEventListener(type, listener, options) {
    this.#heard.add(type)
    options?.signal?.addEventListener('abort', () => this.#heard.delete(type), { once: true })
    super.addEventListener(type, listener, options)
  }
  removeEventListener(type, ...rest) {
    this.#heard.delete(type)
    super.removeEventListener(type, ...rest)
  }
}
globalThis.document = Object.assign(new Target(), {
  visibilityState: 'visible',
  baseURI: 'https://app.test/',
})
globalThis.window = new Target()

const response = new Response(null)
const client = createContextClient({
  getToken: async () => createToken(),
  fetch: async () => response,
  allowedOrigins: ['https://app.test'],
})

let pending = 0
const samples = []
const sample = async count => {
  await new Promise(resolve => setImmediate(resolve))
  globalThis.gc()
  globalThis.gc()
  samples.push({ requests: count, heap: process.memoryUsage().heapUsed })
}
const send = isControl ? async () => response : client.fetch
const rollOver = isControl ? async () => createToken() : () => client.tokens.refresh()
const init = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }

await client.getToken()
for (let count = 1; count <= requests; count++) {
  pending++
  await send('https://app.test/api', init)
  pending--
  if (count % (requests / rollovers) === 0) await rollOver()
  if (count === 10_000 || count % (requests / 10) === 0) await sample(count)
}
client.dispose()
const timers = process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
const listeners = globalThis.document.listeners + globalThis.window.listeners
process.stdout.write(JSON.stringify({ samples, left: { timers, listeners, pending } }))
