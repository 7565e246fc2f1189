import { describe, expect, test, vi } from 'vitest'
import { createContextClient } from '../../../src/index.ts'
import { friendlyUrls, hostileUrls } from './hostile-urls.mjs'
import { parseUrl, sent } from './sent.mjs'
import { printTable } from './table.mjs'
import { createToken } from './tokens.mjs'

const page = 'https://app.example.com/panel/page.html'
const { origin } = new URL(page)
const token = createToken()

/** Every way to hand over a URL; what the platform itself refuses to make is not handed over. */
const ways = {
  string: url => [url],
  'string and init': url => [url, { method: 'POST', body: 'x', headers: { 'x-one': '1' } }],
  URL: url => [new URL(url, page)],
  Request: url => [new Request(new URL(url, page))],
  'Request and init': url => [new Request(new URL(url, page)), { method: 'PUT', body: 'x' }],
  'object with toString': url => [{ toString: () => url }],
}

const options = {
  'baseUrl alone': { baseUrl: page },
  'allowedOrigins and baseUrl': { baseUrl: page, allowedOrigins: [origin] },
}

async function send(given, args) {
  const getToken = vi.fn(async () => token)
  const requests = []
  const fetch = async (...received) => {
    requests.push(received)
    return new Response()
  }
  const client = createContextClient({ ...given, getToken, fetch })
  await client.fetch(...args).catch(() => {})
  client.dispose()
  return { calls: getToken.mock.calls.length, requests: requests.map(received => sent(received, page)) }
}

/** Sends every URL in every way; what comes out of it, one row per call. */
async function sendAll(urls) {
  const rows = []
  for (const [optionsName, given] of Object.entries(options)) {
    for (const [name, url] of Object.entries(urls)) {
      for (const [way, toArgs] of Object.entries(ways)) {
        const args = attempt(() => toArgs(url))
        if (args) rows.push({ name: `${name} (${way}, ${optionsName})`, ...(await send(given, args)) })
      }
    }
  }
  return rows
}

function attempt(make) {
  try {
    return make()
  } catch {
    return undefined
  }
}

describe('F2: the token goes to allowed origins only', () => {
  const hostile = hostileUrls(page)
  const friendly = friendlyUrls(page)

  test('F2: the platform itself resolves the hostile URLs elsewhere, and the others here', () => {
    const isHere = url => parseUrl(url, page)?.origin === origin && !/^blob:/.test(url)
    expect(Object.entries(hostile).filter(([, url]) => isHere(url))).toEqual([])
    expect(Object.entries(friendly).filter(([, url]) => !isHere(url))).toEqual([])
    expect(Object.keys(hostile).length).toBeGreaterThan(60)
  })

  test('F2: no hostile URL receives the token, nor causes a call of the source', async () => {
    const rows = await sendAll(hostile)
    const leaks = rows.filter(({ requests }) => requests.some(request => request.text.includes(token)))
    printTable('Hostile origins', [
      { environment: 'Node', URLs: Object.keys(hostile).length, calls: rows.length, leaks: leaks.length },
    ])
    expect(leaks).toEqual([])
    expect(rows.filter(({ calls }) => calls > 0)).toEqual([])
  })

  test('F2: every way to write an allowed URL receives it', async () => {
    const rows = await sendAll(friendly)
    expect(rows.filter(({ requests }) => requests[0]?.authorization !== `JWT ${token}`)).toEqual([])
  })

  test('U1: authorizeUrl refuses every one of them, but a socket to the page’s own server', async () => {
    const getToken = vi.fn(() => token)
    const client = createContextClient({ getToken, baseUrl: page, prefetch: false })
    const accepted = []
    for (const [name, url] of Object.entries(hostile)) {
      await client.authorizeUrl(url).then(
        () => accepted.push(name),
        error => expect(error.constructor).toBe(parseUrl(url, page) ? RangeError : TypeError),
      )
    }
    expect(accepted).toEqual(['a web socket'])
    expect(getToken).toHaveBeenCalledOnce()
    client.dispose()
  })

  test('F1: an input that is another the second time it is read goes where it was checked', async () => {
    const texts = [`${origin}/x`, 'https://evil.test/x']
    const { requests } = await send({ baseUrl: page }, [{ toString: () => texts.shift() }])
    expect(requests).toMatchObject([{ url: `${origin}/x`, authorization: `JWT ${token}` }])

    const url = new URL(`${origin}/x`)
    const sending = send({ baseUrl: page }, [url])
    url.host = 'evil.test'
    expect((await sending).requests).toMatchObject([{ url: `${origin}/x`, authorization: `JWT ${token}` }])
  })

  test('F2: a baseUrl or an allowed origin with credentials throws', () => {
    for (const baseUrl of ['https://user:word@app.example.com/', 'https://user@app.example.com/']) {
      expect(() => createContextClient({ getToken: () => token, baseUrl })).toThrow(/^baseUrl: /)
      const allowedOrigins = [baseUrl]
      expect(() => createContextClient({ getToken: () => token, allowedOrigins })).toThrow(
        /^allowedOrigins: /,
      )
    }
  })
})
