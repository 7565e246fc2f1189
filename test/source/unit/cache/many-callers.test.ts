// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { scriptOf } from '../support/script-of.js'
import { rejection } from '../support/source.js'

describe('token cache: many callers', () => {
  test('T5: 100 000 callers that left hold under 10 MB while the refresh hangs', async () => {
    const code = await scriptOf(`
      const cache = createTokenCache(() => new Promise(() => {}), { tokenTimeout: 1e9 })
      const leave = async () => {
        const controller = new AbortController()
        const asked = cache.get({ signal: controller.signal }).catch(() => {})
        controller.abort()
        await asked
      }
      for (let caller = 0; caller < 1000; caller++) await leave()
      gc()
      const before = process.memoryUsage().heapUsed
      for (let caller = 0; caller < 100_000; caller++) await leave()
      gc()
      console.log(process.memoryUsage().heapUsed - before)
      process.exit()
    `)
    // By way of stdin: as an argument, what the mutation runner makes of the code is too long.
    const argv = ['--expose-gc', '--input-type=module', '-']
    const bytes = execFileSync(process.execPath, argv, { input: code, encoding: 'utf8' })
    expect(Number(bytes)).toBeLessThan(10_000_000)
  }, 60_000)

  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  afterAll(() => process.off('warning', onWarning))

  test('T5: a thousand callers that wait on one signal print no warning, and all leave with its reason', async () => {
    const cache = createTokenCache(() => new Promise<string>(() => {}))
    const { signal, abort } = { ...newController() }
    const waiting = Array.from({ length: 1000 }, () => rejection(cache.get({ signal })))
    await new Promise(resolve => setImmediate(resolve))
    abort('gone')
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['gone']))
    expect(warnings).toEqual([])
    cache.dispose()
  })

  test('T5: a signal without reason and throwIfAborted, as older polyfills have it, is an AbortError', async () => {
    class OldSignal extends EventTarget {
      aborted = false
    }
    const cache = createTokenCache(() => new Promise<string>(() => {}))
    const signal = new OldSignal()
    const asked = rejection(cache.get({ signal: signal as AbortSignal }))
    signal.aborted = true
    signal.dispatchEvent(new Event('abort'))
    expect(await asked).toMatchObject({ name: 'AbortError', message: 'Aborted' })
    expect(await rejection(cache.get({ signal: signal as AbortSignal }))).toMatchObject({
      name: 'AbortError',
    })
    cache.dispose()
  })

  test('T5: where one of two that wait on a signal has its token, the other still leaves with the signal', async () => {
    const token = createFakeToken()
    let answer = (_token: string) => {}
    const caches = [
      () => new Promise<string>(resolve => (answer = resolve)),
      () => new Promise<string>(() => {}),
    ].map(source => createTokenCache(source))
    const controller = new AbortController()
    const [first, second] = caches.map(cache => cache.get({ signal: controller.signal }))
    const left = rejection(second ?? Promise.resolve())
    answer(token)
    expect(await first).toBe(token)
    controller.abort('gone')
    expect(await left).toBe('gone')
    for (const cache of caches) cache.dispose()
  })

  test.each(['signal', 5, {}])(
    'T5: %j is no signal: a TypeError that names it, and no call',
    async signal => {
      let calls = 0
      const cache = createTokenCache(() => {
        calls++
        return createFakeToken()
      })
      expect(await rejection(cache.get({ signal: signal as unknown as AbortSignal }))).toMatchObject({
        name: 'TypeError',
        message: expect.stringMatching(/^signal: expected an AbortSignal/),
      })
      expect(calls).toBe(0)
    },
  )
})

function newController() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: (reason: unknown) => controller.abort(reason) }
}
