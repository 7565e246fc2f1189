import { runnable } from '../contenders/index.mjs'
import { atMost } from '../support/bar.mjs'
import { collectGarbage } from '../support/garbage.mjs'
import { paired } from '../support/paired.mjs'
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
  const contenders = runnable.map(({ create }) =>
    create({ fetch, getToken: async () => createToken(), origin }),
  )
  const contestants = contenders.map(({ request }) => ({
    prepare: () => () => request(`${origin}/api/notes`, init),
  }))
  const all = await paired(contestants, { rounds, batches: 10, requests: 300, collectGarbage })
  for (const { dispose } of contenders) dispose?.()

  const timesOf = name => all[runnable.findIndex(each => each.name === name)]
  // Compared within a round: what else the machine does then meets both.
  const bare = timesOf('bare fetch')
  const addedBy = name => timesOf(name).map((time, round) => time - bare[round])
  const ratio = (some, others) => median(some.map((time, round) => time / others[round]))
  const rows = runnable.map(({ name }) => ({
    contender: name,
    'µs median': round(median(timesOf(name))),
    'µs added': round(median(addedBy(name))),
    '× bare': round(ratio(timesOf(name), bare)),
  }))
  const ours = addedBy('ap-context-fetch')
  /** The share of the cheapest of those that are installed; no bar where none is. */
  const share = (what, names, most) => {
    const shares = names
      .filter(name => runnable.some(each => each.name === name))
      .map(name => ratio(ours, addedBy(name)))
    return shares.length > 0 ? [atMost(what, Math.max(...shares), most)] : []
  }
  return {
    title: 'Overhead of a request with a usable token (Node, stub transport, POST with a string body)',
    rows,
    bars: [
      ...share(
        'added, as a share of the cheapest peer that caches, retries and takes what fetch takes',
        peers,
        0.1,
      ),
      ...share('added, as a share of ofetch with an onRequest hook', ['ofetch with onRequest'], 1),
      atMost(
        'client.http ÷ plain ky',
        ratio(timesOf('ap-context-fetch, client.http'), timesOf('ky, no token')),
        1.5,
      ),
    ],
  }
}
