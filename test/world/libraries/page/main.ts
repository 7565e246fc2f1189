/** The page of one library, whose name is in its path: requests, one after another, until told to stop. */

import { apTokenSource, type ContextClientOptions, createContextClient } from 'ap-context-fetch'
import { libraries } from './recipes.js'

const pause = 100
const issue = 'DEMO-1'

/** Ways to break the package, by which a test sees that every library would tell. */
const broken: Record<string, () => ContextClientOptions> = {
  retry: () => ({ isRejected: () => false }),
  refresh() {
    const source = apTokenSource()
    let only: ReturnType<typeof source> | undefined
    return { getToken: request => (only ??= source(request)) }
  },
}

const name = location.pathname.replace(/^.*\/|\.html$/g, '')
const without = new URLSearchParams(location.search).get('without')
const client = createContextClient(without ? broken[without]?.() : {})

/** What happened to this library, as its page sees it. */
const told = { requests: 0, rollovers: 0, retried: 0, failures: [] as string[] }
client.addEventListener('refresh', ({ detail: { reason } }) => {
  if (reason === 'stale' || reason === 'expired') told.rollovers += 1
})
client.addEventListener('rejected', ({ detail: { retried } }) => {
  if (retried) told.retried += 1
})

let running = true

async function run(): Promise<void> {
  const load = libraries[name]
  if (!load) throw new Error(`There is no library ${name}`)
  const { createReader } = await load()
  const read = await createReader(client)
  while (running) {
    try {
      const found = await read()
      if (found !== issue) throw new Error(`Expected ${issue}, not ${found}`)
    } catch (error) {
      told.failures.push(describe(error))
    }
    told.requests += 1
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}

/** Libraries reject with errors, jQuery with the request. */
function describe(error: unknown): string {
  return error instanceof Error ? String(error) : `status ${Reflect.get(Object(error), 'status')}`
}

const ended = run().catch(error => told.failures.push(describe(error)))

Object.assign(globalThis, {
  demo: {
    client,
    told,
    async stop() {
      running = false
      await ended
    },
  },
})
