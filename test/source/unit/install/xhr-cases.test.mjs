import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createContextClient, installContextFetch } from '../../../../src/index.ts'
import { xhrCases } from '../../../support/xhr/cases/index.mjs'
import { lineOf } from '../../../support/xhr/line-of.mjs'
import { useFakeClock } from '../support/clock.ts'
import { FakeXMLHttpRequest } from '../support/fake-xhr.ts'

const { sent } = FakeXMLHttpRequest
const foreign = 'https://foreign.test'

/** Answers as `test/support/server.mjs` does. */
function answer(xhr, request) {
  const url = new URL(request.url)
  const { origin, searchParams } = url
  const to = searchParams.get('to')
  if (searchParams.has('hold') || !xhr.isWaitingFor(request)) return
  if (searchParams.has('drop')) xhr.fail()
  else if (to) {
    // A browser does not take the header to another origin.
    const headers = new URL(to).origin === origin ? request.headers : []
    sent.push({ ...request, url: to, headers })
    respond(xhr, new URL(to))
  } else respond(xhr, url)
}

function respond(xhr, { href, searchParams }) {
  xhr.responseHeaders = `content-type: ${searchParams.get('type') ?? 'application/json'}`
  xhr.respond(Number(searchParams.get('status') ?? 200), href)
}

const textOf = body => `${body instanceof FormData ? new URLSearchParams([...body]) : (body ?? '')}`
const lines = () =>
  sent
    .map(request => ({ ...request, url: new URL(request.url) }))
    .filter(({ url }) => url.pathname.startsWith('/api'))
    .map(({ method, url, headers, body }) => {
      const lowerCase = headers.map(([name, value]) => [name.toLowerCase(), value])
      return lineOf(
        { method, url, headers: Object.fromEntries(lowerCase), body: textOf(body) },
        { origin: location.origin, tokens: kit.tokens },
      )
    })

/** Runs a case; the clock goes on until it is over. */
async function run(one, isBare) {
  kit.isBare = isBare
  let isOver = false
  const told = Promise.resolve(one.run({ foreign })).finally(() => {
    isOver = true
  })
  while (!isOver) await vi.advanceTimersByTimeAsync(1)
  return told
}

useFakeClock()
beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('XMLHttpRequest', class extends FakeXMLHttpRequest {})
  vi.stubGlobal('ApContextFetch', { createContextClient, installContextFetch })
  vi.stubGlobal('AP', undefined)
  vi.stubGlobal('kit', undefined)
  await import('../../../support/xhr/kit.js')
  sent.length = 0
  FakeXMLHttpRequest.server = (xhr, request) => {
    if (request.isAsync) setTimeout(answer, 1, xhr, request)
    else answer(xhr, request)
  }
})
afterEach(() => {
  FakeXMLHttpRequest.server = undefined
  kit.undo?.()
  kit.client?.dispose()
  vi.unstubAllGlobals()
})

describe('U3, U4: an XMLHttpRequest, on a fake', () => {
  test.each(Object.entries(xhrCases))('%s', async (_, one) => {
    expect(await run(one, false)).toEqual(one.told)
    if (one.sent) expect(lines()).toEqual(one.sent)
  })

  const ofThePlatform = Object.entries(xhrCases).filter(([, { isPlatform }]) => isPlatform)
  test.each(ofThePlatform)('with nothing installed: %s', async (_, one) => {
    expect(await run(one, true)).toEqual(one.told)
  })
})
