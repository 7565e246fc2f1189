import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { atMost } from '../support/bar.mjs'
import { median, round } from '../support/stats.mjs'

const child = fileURLToPath(new URL('../support/overhead-child.mjs', import.meta.url))
/** Peers that hold a token, answer a 401 with another one, and take what `fetch` takes, a `Request` too. */
const peers = ['ky with hooks', '@badgateway/oauth2-client']

/** What a POST with a usable token costs, in Node, with a transport that answers at once. */
export async function overhead({ rounds }) {
  const { stdout } = await promisify(execFile)(process.execPath, [child, `${rounds}`])
  const times = new Map(JSON.parse(stdout))
  // Compared within a round: what else the machine does then meets both.
  const bare = times.get('bare fetch')
  const addedBy = name => times.get(name).map((time, round) => time - bare[round])
  const ratio = (some, others) => median(some.map((time, round) => time / others[round]))
  const rows = [...times].map(([name, all]) => ({
    contender: name,
    'µs median': round(median(all)),
    'µs added': round(median(addedBy(name))),
    '× bare': round(ratio(all, bare)),
  }))
  const ours = addedBy('ap-context-fetch')
  /** The share of the cheapest of those that are installed; no bar where none is. */
  const share = (what, names, most) => {
    const shares = names.filter(name => times.has(name)).map(name => ratio(ours, addedBy(name)))
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
        ratio(times.get('ap-context-fetch, client.http'), times.get('ky, no token')),
        1.5,
      ),
    ],
  }
}
