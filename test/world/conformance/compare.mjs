import { cases } from './cases/index.mjs'

/** What a run comes to, without what differs from run to run: keys, boundaries, and the one header. */
export function collect(outcomes, recorder) {
  return outcomes.map(({ index, name, key, outcome }) => {
    const requests = recorder.take(key)
    const { ignore } = cases[index]
    const seen = ignore === 'preflight' ? requests.filter(({ method }) => method !== 'OPTIONS') : requests
    const result = { outcome, requests: ignore === 'requests' ? 'not compared' : seen.map(plain) }
    if (ignore === 'message') delete outcome.rejected?.message
    return { name, index, requests, result: JSON.stringify(result, null, 1).replaceAll(key, 'KEY') }
  })
}

function plain({ server, method, url, headers, body }) {
  const boundary = /^--(.+)\r\nContent-Disposition/.exec(body)?.[1]
  const constant = text =>
    (boundary ? text.replaceAll(boundary, 'BOUNDARY') : text).replace(/boundary=----.+/, 'boundary=BOUNDARY')
  return {
    server,
    method,
    url,
    headers: headers
      .filter(([name, value]) => name !== 'authorization' || value === 'Basic x')
      .map(([name, value]) => `${name}: ${constant(value)}`)
      .sort(),
    body: constant(body),
  }
}

/** The cases whose results are not those of the platform, each with the first line that differs. */
export const differences = (platform, ours) =>
  platform.flatMap(({ name, result }, i) =>
    result === ours[i]?.result ? [] : [`${name}: ${firstDifference(result, ours[i]?.result ?? '')}`],
  )

/** The first line in which two outcomes differ. */
export function firstDifference(expected, actual) {
  const [these, those] = [expected.split('\n'), actual.split('\n')]
  const at = these.findIndex((line, index) => line !== those[index])
  return `expected ${these[at]?.trim()}, got ${those[at]?.trim()}`
}

/**
 * The same where no token can be had. What needs one fails with a `ContextTokenError` and sends nothing (S4); all else
 * is the platform's: wrong arguments, an abort, and what goes without a token anyway.
 */
export function differencesWithoutToken(platform, withToken, ours) {
  const needing = new Set(withToken.filter(needsToken).map(({ index }) => index))
  const others = ours.filter(
    ({ index, requests, result }) =>
      !(needing.has(index) && requests.length === 0 && result.includes('ContextTokenError')),
  )
  const compared = new Set(others.map(({ index }) => index))
  const platforms = platform.filter(({ index }) => compared.has(index))
  return differences(platforms.map(withoutWho), others.map(withoutWho))
}

/** Whether a case needs a token, by what it does with one: it sends it, or would if a server let it. */
function needsToken({ requests, result }) {
  const arrived = requests.filter(({ method }) => method !== 'OPTIONS')
  if (arrived.length > 0) return countTokens([{ requests: arrived }]) > 0
  return result.includes('"resolved"') || /"(fetch failed|Failed to fetch)"/.test(result)
}

/** Where nothing will be sent, a `Request` is made of the arguments, and Chromium's message says so. */
const withoutWho = one => ({
  ...one,
  result: one.result.replace(/Failed to (execute 'fetch' on 'Window'|construct 'Request')/, 'Failed'),
})

/** Requests that should carry the token and do not, or the other way round. */
export const misplacedTokens = results =>
  results.flatMap(({ name, index, requests }) => {
    const { token = true } = cases[index]
    if (token === 'either') return []
    let hasBeenAbroad = false
    return requests.flatMap(({ server, method, headers }) => {
      // A redirect to another origin drops the header for good (F3).
      if (server === 'foreign') hasBeenAbroad = true
      const own = authorizationOf(headers)
      if (own === 'Basic x' || method === 'OPTIONS') return []
      const isExpected = token && !hasBeenAbroad
      return own.startsWith('JWT ') === isExpected
        ? []
        : [`${name}: ${own ? 'token' : 'no token'} at ${server}`]
    })
  })

const authorizationOf = headers => headers.find(([name]) => name === 'authorization')?.[1] ?? ''

export const countTokens = results =>
  results
    .flatMap(({ requests }) => requests)
    .filter(({ headers }) => authorizationOf(headers).startsWith('JWT ')).length

/** Cases that sent another number of requests than they say. */
export const wrongCounts = results =>
  results.flatMap(({ name, index, requests }) => {
    const { sends } = cases[index]
    return sends === undefined || sends === requests.length ? [] : [`${name}: ${requests.length} sent`]
  })
