import { expect, test } from 'vitest'
import { browserPage } from '../install/support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)

/** Asks for a URL that redirects to another; tells the last status and what became of the token. */
async function follow(code, to) {
  const page = await harness.open()
  return page.evaluate(
    async url => {
      const client = kit.create()
      const { status, redirected } = await client.fetch(url)
      return {
        status,
        redirected,
        calls: kit.calls,
        events: kit.events.map(({ type }) => type),
        isKept: Boolean(client.tokens.peek()),
      }
    },
    `/api/here?status=${code}&to=${encodeURIComponent(to)}`,
  )
}

const codes = [301, 302, 303, 307, 308]

test.each(codes)(
  'F3: a redirect (%i) to another origin never carries the token, and a 401 from there rejects none',
  async code => {
    const seen = await follow(code, `${harness.server.foreign}/api/there?status=401`)
    expect(authorizations('/api/here')).toEqual([expect.stringMatching(/^JWT ey/)])
    expect(authorizations('/api/there')).toEqual([undefined])
    expect(JSON.stringify(harness.server.at('/api/there'))).not.toContain('JWT')
    expect(seen).toEqual({ status: 401, redirected: true, calls: 1, events: ['refresh'], isKept: true })
  },
)

test.each(codes)('F3: a redirect (%i) within the origin carries the token', async code => {
  const seen = await follow(code, '/api/there')
  const [first] = authorizations('/api/here')
  expect(first).toMatch(/^JWT ey/)
  expect(authorizations('/api/there')).toEqual([first])
  expect(seen).toMatchObject({ status: 200, redirected: true, calls: 1 })
})
