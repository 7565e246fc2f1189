import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)

/** What each library does in the page: a request that resolves to its status and what came, or rejects. */
const libraries = {
  jquery3: { version: () => jQuery.fn.jquery, starts: '3.', run: runJquery },
  jquery4: { version: () => jQuery.fn.jquery, starts: '4.', run: runJquery },
  axios: { version: () => axios.VERSION, starts: '1.', run: runAxios },
  htmx2: { version: () => htmx.version, starts: '2.', run: runHtmx },
  htmx4: { version: () => htmx.version, starts: '4.', run: runHtmx },
}

function runJquery(url) {
  return new Promise(resolve => {
    jQuery.ajax({ url, dataType: 'text', timeout: 30_000 }).then(
      (text, _status, { status }) => resolve([status, text]),
      ({ status }) => resolve([status]),
    )
  })
}

function runAxios(url) {
  return axios
    .get(url, { adapter: 'xhr', responseType: 'text', transformResponse: [], timeout: 30_000 })
    .then(
      ({ status, data }) => [status, data],
      ({ response }) => [response?.status ?? 0],
    )
}

function runHtmx(url) {
  document.body.innerHTML = `<button hx-get="${url}" hx-target="#out">Get</button><div id="out"></div>`
  htmx.process(document.body)
  return new Promise(resolve => {
    const out = document.querySelector('#out')
    const end = status => resolve([status, ...(status === 200 ? [out.textContent] : [])])
    const statusOf = ({ detail: { xhr, errorInfo, ctx } }) =>
      (xhr ?? errorInfo?.xhr)?.status ?? ctx?.response?.status ?? 0
    const on = (type, act) => document.body.addEventListener(type, act, { once: true })
    on('htmx:afterSettle', () => end(200)) // htmx 2
    on('htmx:after:swap', () => end(200)) // htmx 4
    for (const type of ['responseError', 'response:error', 'sendError', 'error']) {
      on(`htmx:${type}`, event => end(statusOf(event)))
    }
    document.querySelector('button').click()
  })
}

describe.each(Object.entries(libraries))('U3: %s works unchanged', (name, { version, starts, run }) => {
  const source = `globalThis.run = ${run}`
  const open = async () => {
    const page = await harness.open(`allow-html+${name}`)
    await page.evaluate(source)
    expect(await page.evaluate(version)).toMatch(new RegExp(`^${starts.replace('.', '\\.')}`))
    return page
  }

  test('with the first token, which it waits for, and with one that is there', async () => {
    const page = await open()
    const results = await page.evaluate(async () => {
      kit.install()
      return [await run('/api/x?text=first'), await run('/api/x?text=second'), kit.calls]
    })
    expect(results).toEqual([[200, 'first'], [200, 'second'], 1])
    const [token] = await page.evaluate(() => kit.tokens)
    expect(authorizations('/api/x')).toEqual([`JWT ${token}`, `JWT ${token}`])
  })

  test('through the rollover of a token', async () => {
    const page = await open()
    const { results, tokens } = await page.evaluate(async () => {
      kit.install()
      const results = [await run('/api/x?text=a')]
      await kit.client.tokens.refresh()
      results.push(await run('/api/x?text=b'))
      kit.client.tokens.invalidate(kit.tokens[1]) // As expired: nothing usable is there.
      results.push(await run('/api/x?text=c'))
      return { results, tokens: kit.tokens.map(token => `JWT ${token}`) }
    })
    expect(results).toEqual([
      [200, 'a'],
      [200, 'b'],
      [200, 'c'],
    ])
    expect(authorizations('/api/x')).toEqual(tokens)
    expect(tokens).toHaveLength(3)
  })

  test('through a 401: one request fails at most, the next has a fresh token', async () => {
    const page = await open()
    await page.evaluate(() => {
      kit.install()
      return run('/api/first?text=a')
    })
    const [refused] = authorizations('/api/first')
    harness.server.refuse(refused)
    const [failed, passed] = await page.evaluate(async () => [
      await run('/api/x?text=b'),
      await run('/api/x?text=c'),
    ])
    // htmx 4 fetches, and a fetch is sent once more.
    expect(failed).toEqual(name === 'htmx4' ? [200, 'b'] : [401])
    expect(passed).toEqual([200, 'c'])
    const sent = authorizations('/api/x')
    expect(sent[0]).toBe(refused)
    expect(sent.slice(1)).not.toContain(refused)
    expect(await page.evaluate(() => kit.calls)).toBe(2)
  })

  test('and says that a request failed whose token cannot be had', async () => {
    const page = await open()
    const result = await page.evaluate(() => {
      kit.install()
      kit.bridge = 'failing'
      return run('/api/x')
    })
    expect(result).toEqual([0])
    expect(harness.server.at('/api/x')).toEqual([])
  })
})

describe('U3: what the libraries do with a request that waits', () => {
  test.each(['jquery3', 'jquery4'])('%s: abort() and its own timeout end it', async name => {
    const page = await harness.open(`allow-html+${name}`)
    const ends = await page.evaluate(async () => {
      kit.installHeld()
      const aborted = jQuery.ajax('/api/x')
      aborted.abort()
      const endOf = request => new Promise(resolve => request.always((_, text) => resolve(text)))
      const ends = [await endOf(aborted), await endOf(jQuery.ajax('/api/x', { timeout: 30 }))]
      kit.answer()
      await kit.send('/api/last')
      return ends
    })
    expect(ends).toEqual(['abort', 'timeout'])
    expect(harness.server.received).toMatchObject([{ path: '/api/last' }])
  })

  test('axios: its signal and its timeout end it, with the codes that it documents', async () => {
    const page = await harness.open('axios')
    const codes = await page.evaluate(async () => {
      kit.installHeld()
      const controller = new AbortController()
      const codeOf = promise => promise.catch(({ code }) => code)
      const aborted = codeOf(axios.get('/api/x', { adapter: 'xhr', signal: controller.signal }))
      const late = codeOf(axios.get('/api/x', { adapter: 'xhr', timeout: 30 }))
      await new Promise(resolve => setTimeout(resolve))
      controller.abort()
      const codes = [await aborted, await late]
      kit.fail()
      return codes
    })
    expect(codes).toEqual(['ERR_CANCELED', 'ECONNABORTED'])
    expect(harness.server.received).toEqual([])
  })

  test('axios: the default adapter in a page is XMLHttpRequest, and tells upload progress', async () => {
    const page = await harness.open('axios')
    const last = await page.evaluate(async () => {
      kit.install({ fetch: false })
      let last
      await axios.post('/api/x', new Blob(['12345']), {
        onUploadProgress: ({ loaded, total }) => (last = [loaded, total]),
      })
      return last
    })
    expect(last).toEqual([5, 5])
    expect(authorizations('/api/x')).toEqual([expect.stringMatching(/^JWT ey/)])
  })
})
