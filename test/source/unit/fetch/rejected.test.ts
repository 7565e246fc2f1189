// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { authorizations, origin, refusingBackend, welcomingBackend } from '../support/backend.js'
import { useFakeClock } from '../support/clock.js'
import { recordEvents } from '../support/events.js'
import { controlledSource, instantSource, settle } from '../support/source.js'

/** What a refusing backend says. */
const refusal = expect.stringContaining('issued no such token')

useFakeClock()

function setUp(backend = welcomingBackend(), source = instantSource()) {
  const tokens = createTokenCache(source)
  const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
  return { source, tokens, backend, fetch, events: recordEvents(tokens) }
}

describe('context fetch: a rejected token', () => {
  test('F5: a 401 is answered by one refresh and one retry with the new token', async () => {
    const { source, tokens, backend, fetch, events } = setUp()
    const first = await tokens.get()
    backend.revoke(first)
    expect((await fetch('/notes?secret=1#hash')).status).toBe(200)
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(authorizations(backend)).toEqual(source.tokens.map(token => `JWT ${token}`))
    expect(events.rejected).toEqual([{ url: `${origin}/notes`, status: 401, retried: true }])
  })

  test('F5: two staggered 401s cost one refresh, the second is retried with the token that is there', async () => {
    const { source, tokens, backend, fetch } = setUp()
    const first = await tokens.get()
    const answers: (() => void)[] = []
    const slow = createContextFetch(tokens, {
      baseUrl: origin,
      fetch: async (input, init) => {
        const response = await backend.fetch(input, init)
        if (response.status === 401) await new Promise<void>(resolve => answers.push(resolve))
        return response
      },
    })
    backend.revoke(first)
    const late = slow('/late')
    await settle()
    expect((await fetch('/early')).status).toBe(200)
    answers[0]?.()
    expect((await late).status).toBe(200)
    expect(source.reasons).toEqual(['initial', 'rejected'])
  })

  test('F5: the second response goes to the caller whatever it is, never a third send', async () => {
    const { source, backend, fetch, events } = setUp(refusingBackend())
    const response = await fetch('/notes')
    expect([response.status, await response.text()]).toEqual([401, refusal])
    expect(backend.requests).toHaveLength(2)
    expect(source.reasons).toEqual(['initial', 'rejected'])
    expect(events.rejected.map(({ retried }) => retried)).toEqual([true, false])
  })

  test('F5: a refresh in flight is joined, and asked once more if it brings the rejected token', async () => {
    const { source, calls, last } = controlledSource()
    const tokens = createTokenCache(source)
    const backend = welcomingBackend()
    const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
    const refused = createFakeToken()
    const starting = tokens.get()
    last().resolve(refused)
    await starting
    tokens.refresh().catch(() => {})
    backend.revoke(refused)
    const answer = fetch('/notes')
    await settle()
    expect(calls).toHaveLength(2)
    last().resolve(refused)
    await settle()
    expect(calls.map(({ reason }) => reason)).toEqual(['initial', 'forced', 'rejected'])
    last().resolve(createFakeToken())
    expect((await answer).status).toBe(200)
    expect(backend.requests).toHaveLength(2)
  })

  test('F6: the source has nothing but the rejected token: no retry, the first 401 unread, no storm', async () => {
    const same = createFakeToken()
    const { source, backend, fetch, events } = setUp(
      refusingBackend(),
      instantSource(() => same),
    )
    const response = await fetch('/notes')
    expect([response.status, response.bodyUsed, await response.text()]).toEqual([401, false, refusal])
    expect(backend.requests).toHaveLength(1)
    expect(events.rejected).toEqual([{ url: `${origin}/notes`, status: 401, retried: false }])
    await fetch('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected'])
    vi.advanceTimersByTime(10_000)
    await fetch('/notes')
    expect(source.reasons).toEqual(['initial', 'rejected', 'rejected'])
  })

  test('F9: the rejected response is cancelled before the retry', async () => {
    const { tokens } = setUp()
    const order: string[] = []
    const body = () =>
      new ReadableStream({
        cancel: () => {
          order.push('cancelled')
        },
      })
    const fetch = createContextFetch(tokens, {
      baseUrl: origin,
      fetch: async () => {
        order.push('sent')
        return new Response(body(), { status: order.length === 1 ? 401 : 200 })
      },
    })
    expect((await fetch('/notes')).status).toBe(200)
    expect(order).toEqual(['sent', 'cancelled', 'sent'])
  })

  test('F11: the token cannot be had: nothing is sent, fetch rejects with the error', async () => {
    const tokens = createTokenCache(() => Promise.reject('no'))
    const backend = welcomingBackend()
    const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
    await expect(fetch('/notes')).rejects.toMatchObject({ code: 'source-error', cause: 'no' })
    expect(backend.requests).toEqual([])
  })

  test.each(['fails', 'is disposed'])(
    'F11: if the refresh after a 401 %s, the caller gets the 401',
    async how => {
      const { source, last } = controlledSource()
      const tokens = createTokenCache(source)
      const events = recordEvents(tokens)
      const backend = refusingBackend()
      const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
      const answer = fetch('/notes')
      last().resolve(createFakeToken())
      await settle()
      if (how === 'fails') last().reject(new Error('offline'))
      else tokens.dispose()
      const response = await answer
      expect([response.status, await response.text()]).toEqual([401, refusal])
      expect(backend.requests).toHaveLength(1)
      expect(events.refresherror.map(({ error }) => error.code)).toEqual([
        how === 'fails' ? 'source-error' : 'disposed',
      ])
      expect(events.rejected.map(({ retried }) => retried)).toEqual([false])
    },
  )

  test('isRejected says what a rejection is', async () => {
    const { tokens, source } = setUp()
    const fetch = createContextFetch(tokens, {
      baseUrl: origin,
      isRejected: ({ status }) => status === 400,
      fetch: async () => new Response(null, { status: source.reasons.length === 1 ? 400 : 401 }),
    })
    expect((await fetch('/notes')).status).toBe(401)
    expect(source.reasons).toEqual(['initial', 'rejected'])
  })
})
