/** Prints the µs of a request for each contender, one of each round. A process of its own has no garbage of other cases. */
import { runnable } from '../contenders/index.mjs'
import { collectGarbage } from './garbage.mjs'
import { paired } from './paired.mjs'
import { createToken } from './tokens.mjs'

const origin = 'https://app.test'
const body = JSON.stringify({ text: 'a note', tags: ['one', 'two'] })
const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }

// One response for all, without a body, which can be looked at any number of times.
const response = new Response(null)
const fetch = async () => response
const contestants = runnable.map(({ create }) => {
  const { request } = create({ fetch, getToken: async () => createToken(), origin })
  return { prepare: () => () => request(`${origin}/api/notes`, init) }
})
const plan = { rounds: Number(process.argv[2]), batches: 6, requests: 300, collectGarbage }
const times = await paired(contestants, plan)
const result = JSON.stringify(runnable.map(({ name }, at) => [name, times[at]]))
// Some peers keep timers of their own. Not before all is written: a pipe may take its time.
process.stdout.write(result, () => process.exit())
