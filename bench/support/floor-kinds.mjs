/** Runs in Node and in a page. */
import { createContextClient } from '../../dist/index.js'
import * as bare from '../contenders/bare-fetch.mjs'
import * as floor from '../contenders/floor.mjs'
import { paired } from './paired.mjs'

const origin = 'https://app.test'
const urls = Array.from({ length: 20 }, (_, index) => `${origin}/api/notes/${index}?page=${index}`)
const body = JSON.stringify({ text: 'a note', tags: ['one', 'two'] })
const headers = { 'Content-Type': 'application/json', 'X-Own': 'yes' }

/** What is sent, made before it is timed. */
const kinds = {
  'POST with headers': url => [url, { method: 'POST', body, headers }],
  'GET without init': url => [url],
  'a Request': url => [new Request(url, { headers })],
}

/** µs per request of the transport alone, the floor, this package, and this package once more. */
export async function measureFloor({ token, ...plan }) {
  const response = new Response(null)
  const given = { fetch: async () => response, getToken: async () => token, origin }
  const ours = () => {
    const client = createContextClient({ ...given, allowedOrigins: [origin] })
    return { request: client.fetch, dispose: client.dispose }
  }
  const contenders = [bare.create(given), floor.create(given), ours(), ours()]
  for (const { request } of contenders) await request(urls[0])
  const times = {}
  for (const [kind, argumentsOf] of Object.entries(kinds)) {
    const contestants = contenders.map(({ request }) => ({
      prepare: index => {
        const args = argumentsOf(urls[index % urls.length])
        return () => request(...args)
      },
    }))
    times[kind] = await paired(contestants, plan)
  }
  for (const { dispose } of contenders) dispose?.()
  return times
}
