import { describe, expect, test } from 'vitest'
import { startServer } from '../../../support/server.mjs'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)

describe('U3: an XMLHttpRequest shares the client', () => {
  test('scheme and allowedOrigins are those of the client, and withCredentials goes along', async () => {
    const page = await harness.open()
    const far = await startServer()
    try {
      await page.evaluate(async far => {
        kit.install({}, { scheme: 'Bearer', allowedOrigins: [far] })
        for (const withCredentials of [true, true, false])
          await kit.send(`${far}/api/far`, { withCredentials })
        await kit.send('/api/near')
      }, far.origin)
      const sent = far.at('/api/far').map(({ headers }) => headers)
      expect(sent.map(({ cookie }) => cookie)).toEqual([undefined, 'seen=yes', undefined])
      expect(sent.map(({ authorization }) => authorization)).toEqual(
        Array(3).fill(expect.stringMatching(/^Bearer ey/)),
      )
      expect(authorizations('/api/near')).toEqual([undefined])
    } finally {
      await far.stop()
    }
  })

  test('F5: a hundred rejections of one token cost one call, and fetch and XMLHttpRequest share it', async () => {
    const page = await harness.open()
    const first = await page.evaluate(async () => {
      kit.install()
      await kit.send('/api/first')
      return kit.tokens[0]
    })
    harness.server.refuse(`JWT ${first}`)
    const result = await page.evaluate(async () => {
      await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 ? kit.send('/api/x') : fetch('/api/x'))))
      const { status } = await kit.send('/api/last')
      return { status, calls: kit.calls }
    })
    expect(result).toEqual({ status: 200, calls: 2 })
  })
})
