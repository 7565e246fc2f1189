// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createContextFetch } from '../../../../src/fetch/context-fetch.js'
import { createFakeBackend, createFakeToken } from '../../../../src/testing/index.js'
import { origin } from '../support/backend.js'
import { useFakeClock } from '../support/clock.js'
import { controlledSource, settle } from '../support/source.js'

useFakeClock()

/** A backend that answers when told. */
function setUp() {
  const { source, last, calls } = controlledSource()
  const tokens = createTokenCache(source)
  const answers: ((status: number) => void)[] = []
  const backend = createFakeBackend({
    routes: {
      '*': () =>
        new Promise(resolve => {
          answers.push(status => resolve(new Response(null, { status })))
        }),
    },
  })
  const fetch = createContextFetch(tokens, { baseUrl: origin, fetch: backend.fetch })
  return { fetch, tokens, answers, last, calls, backend }
}

describe('context fetch: abort', () => {
  const reason = new Error('changed my mind')

  test('F10: aborted already, it rejects with the reason, asks nobody and sends nothing', async () => {
    const { fetch, answers, calls } = setUp()
    await expect(fetch('/notes', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect([answers.length, calls.length]).toEqual([0, 0])
  })

  test('F1, F10: aborted already, wrong arguments come first, as with the platform', async () => {
    const { fetch } = setUp()
    const signal = AbortSignal.abort(reason)
    await expect(fetch('/notes', { signal, method: 'no method' })).rejects.toThrow(TypeError)
  })

  test('F1, F10: aborted already, the body is used up, and told why, as with the platform', async () => {
    const { fetch } = setUp()
    const cancel = vi.fn()
    const [method, signal] = ['POST', AbortSignal.abort(reason)]
    const init = { method, signal, body: new ReadableStream({ cancel }), duplex: 'half' }
    await expect(fetch('/notes', init)).rejects.toBe(reason)
    expect(cancel).toHaveBeenCalledExactlyOnceWith(reason)
    const request = new Request(`${origin}/notes`, { method, body: 'text', signal })
    await expect(fetch(request)).rejects.toBe(reason)
    expect(request.bodyUsed).toBe(true)
  })

  test('F10: aborted while the token is awaited, nothing is sent', async () => {
    const { fetch, answers, last } = setUp()
    const controller = new AbortController()
    const answer = fetch('/notes', { signal: controller.signal })
    controller.abort(reason)
    await expect(answer).rejects.toBe(reason)
    last().resolve(createFakeToken())
    await settle()
    expect(answers).toHaveLength(0)
  })

  test('F10: aborted during the first send, it is not retried', async () => {
    const { fetch, answers, last, calls } = setUp()
    const controller = new AbortController()
    const answer = fetch('/notes', { signal: controller.signal })
    last().resolve(createFakeToken())
    await settle()
    controller.abort(reason)
    await expect(answer).rejects.toBe(reason)
    expect([answers.length, calls.length]).toEqual([1, 1])
  })

  test.each(['init', 'Request'])(
    'F10: aborted during the refresh, by the signal of %s, no retry',
    async where => {
      const { fetch, answers, last, calls } = setUp()
      const controller = new AbortController()
      const { signal } = controller
      const answer =
        where === 'init' ? fetch('/notes', { signal }) : fetch(new Request(`${origin}/notes`, { signal }))
      last().resolve(createFakeToken())
      await settle()
      answers[0]?.(401)
      await settle()
      expect(calls).toHaveLength(2)
      controller.abort(reason)
      await expect(answer).rejects.toBe(reason)
      last().resolve(createFakeToken())
      await settle()
      expect(answers).toHaveLength(1)
    },
  )

  test('F10: aborted during the retry', async () => {
    const { fetch, answers, last } = setUp()
    const controller = new AbortController()
    const answer = fetch('/notes', { signal: controller.signal })
    last().resolve(createFakeToken())
    await settle()
    answers[0]?.(401)
    await settle()
    last().resolve(createFakeToken())
    await settle()
    expect(answers).toHaveLength(2)
    controller.abort(reason)
    await expect(answer).rejects.toBe(reason)
  })

  test('F10: one who leaves does not end the refresh for the others', async () => {
    const { fetch, answers, last, calls } = setUp()
    const controller = new AbortController()
    const leaving = fetch('/one', { signal: controller.signal })
    const staying = fetch('/two')
    controller.abort(reason)
    await expect(leaving).rejects.toBe(reason)
    last().resolve(createFakeToken())
    await settle()
    answers[0]?.(200)
    expect((await staying).status).toBe(200)
    expect(calls).toHaveLength(1)
  })
})
