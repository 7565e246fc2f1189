import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)

describe('U3: an XMLHttpRequest that is refused', () => {
  test('a 401 is not retried, told once, and the next request has another token', async () => {
    const page = await harness.open()
    const { tokens, result } = await page.evaluate(async () => {
      kit.install()
      const { status } = await kit.send('/api/x?status=401&secret=1')
      // A listener of the answer is early enough.
      const next = new Promise(resolve => {
        const xhr = new XMLHttpRequest()
        xhr.onreadystatechange = () => xhr.readyState === 4 && resolve(kit.send('/api/next'))
        xhr.open('GET', '/api/x?status=401')
        xhr.send()
      })
      await next
      return {
        tokens: kit.tokens.map(token => `JWT ${token}`),
        result: { status, events: kit.events.filter(({ type }) => type === 'rejected') },
      }
    })
    const url = `${harness.server.origin}/api/x`
    const rejected = { type: 'rejected', url, status: 401, retried: false }
    expect(result).toEqual({ status: 401, events: [rejected, rejected] })
    expect(authorizations('/api/x')).toEqual(tokens.slice(0, 2))
    expect(authorizations('/api/next')).toEqual(tokens.slice(2))
  })

  test('isRejected is asked once, with a Response of that status', async () => {
    const page = await harness.open()
    const asked = await page.evaluate(async () => {
      const asked = []
      const isRejected = response => {
        asked.push([response instanceof Response, response.status, response.body])
        return response.status === 400
      }
      kit.install({}, { isRejected })
      for (const status of [200, 204, 304, 400, 401, 599, 600, 999]) await kit.send(`/api/x?status=${status}`)
      return {
        asked,
        rejected: kit.events.filter(({ type }) => type === 'rejected').map(({ status }) => status),
      }
    })
    expect(asked).toEqual({
      asked: [200, 204, 304, 400, 401, 599].map(status => [true, status, null]),
      rejected: [400],
    })
  })

  test('F7: no storm: a hundred requests at a time against a backend that refuses everything', async () => {
    const page = await harness.open()
    harness.server.refuseAll()
    const result = await page.evaluate(async () => {
      kit.install()
      const rounds = []
      for (let round = 0; round < 4; round++) {
        await Promise.all(Array.from({ length: 100 }, () => kit.send('/api/x')))
        rounds.push(kit.calls)
      }
      return {
        rounds,
        rejected: kit.events.filter(({ type, retried }) => type === 'rejected' && !retried).length,
      }
    })
    // One, one for the first refusal, and one when the token of that is refused; then a pause.
    expect(result).toEqual({ rounds: [1, 2, 3, 3], rejected: 400 })
    expect(harness.server.received).toHaveLength(400)
  })

  test('F6, F7: a source that has nothing but the refused token is not asked again and again', async () => {
    const page = await harness.open()
    harness.server.refuseAll()
    const calls = await page.evaluate(async () => {
      kit.install()
      await kit.send('/api/x')
      kit.bridge = 'same'
      for (let i = 0; i < 20; i++) await kit.send('/api/x')
      return kit.calls
    })
    expect(calls).toBeLessThanOrEqual(3)
    expect(harness.server.received).toHaveLength(21)
  })

  test('F5: a hundred refusals of one token cost one call, and fetch and XMLHttpRequest share it', async () => {
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
