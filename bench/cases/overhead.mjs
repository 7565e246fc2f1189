import { measure } from 'mitata'
import { runnable } from '../contenders/index.mjs'
import { atMost } from '../support/bar.mjs'
import { collectGarbage } from '../support/garbage.mjs'
import { median, round } from '../support/stats.mjs'
import { createToken } from '../support/tokens.mjs'

const origin = 'https://app.test'
const body = JSON.stringify({ text: 'a note', tags: ['one', 'two'] })
const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }
/** Peers that hold a token, answer a 401 with another one, and take what `fetch` takes, a `Request` too. */
const peers = ['ky with hooks', '@badgateway/oauth2-client']

/** What a POST with a usable token costs, in Node, with a transport that answers at once. */
export async function overhead({ rounds }) {
  // One response for all, without a body, which can be looked at any number of times.
  const response = new Response(null)
  const fetch = async () => response
  const contestants = []
  for (const { name, create } of runnable) {
    const contender = create({ fetch, getToken: async () => createToken(), origin })
    await contender.request(`${origin}/api/notes`, init)
    contestants.push({ name, contender, p50: [], p99: [] })
  }
  for (let turn = 0; turn < rounds; turn++) {
    for (const { contender, p50, p99 } of contestants) {
      collectGarbage() // of the contender before: some leave much
      const send = async () => void (await contender.request(`${origin}/api/notes`, init))
      const stats = await measure(send, { min_cpu_time: 2e8 })
      p50.push(stats.p50)
      p99.push(stats.p99)
    }
  }
  for (const { contender } of contestants) contender.dispose?.()

  const µs = (name, which = 'p50') => median(contestants.find(each => each.name === name)[which]) / 1000
  const isHere = name => contestants.some(each => each.name === name)
  const stub = µs('bare fetch')
  const added = name => µs(name) - stub
  const rows = contestants.map(({ name }) => ({
    contender: name,
    'µs median': round(µs(name)),
    'µs p99': round(µs(name, 'p99')),
    'µs added': round(added(name)),
    '× bare': round(µs(name) / stub),
  }))
  const ours = added('ap-context-fetch')
  return {
    title: 'Overhead of a request with a usable token (Node, stub transport, POST with a string body)',
    rows,
    bars: [
      atMost(
        'added, as a share of the cheapest peer that caches, retries and takes what fetch takes',
        ours / Math.min(...peers.filter(isHere).map(added)),
        0.1,
      ),
      ...(isHere('ofetch with onRequest')
        ? [
            atMost(
              'added, as a share of ofetch with an onRequest hook',
              ours / added('ofetch with onRequest'),
              1,
            ),
          ]
        : []),
      atMost('client.http ÷ plain ky', µs('ap-context-fetch, client.http') / µs('ky, no token'), 1.5),
    ],
  }
}
