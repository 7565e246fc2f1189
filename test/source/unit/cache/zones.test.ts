// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'

/** What zone.js is as far as it matters here: who runs now, and whose each timer is. */
function stubZone() {
  const { setTimeout: platform } = globalThis
  const timers: string[] = []
  let current = 'root'
  const runIn = <T>(name: string, work: () => T): T => {
    const before = current
    current = name
    try {
      return work()
    } finally {
      current = before
    }
  }
  vi.stubGlobal('Zone', { root: { run: <T>(work: () => T) => runIn('root', work) } })
  vi.stubGlobal('setTimeout', (...args: Parameters<typeof platform>) => {
    timers.push(current)
    return platform(...args)
  })
  return { timers, runIn, current: () => current }
}

useFakeClock()
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('token cache: zones', () => {
  test('T14: neither the timers nor the source run in the zone of whoever needs the token', async () => {
    const zone = stubZone()
    const zonesOfSource: string[] = []
    const cache = createTokenCache(() => {
      zonesOfSource.push(zone.current())
      return createFakeToken()
    })
    await zone.runIn('angular', () => cache.get())
    await zone.runIn('angular', () => cache.refresh())
    expect(zonesOfSource).toEqual(['root', 'root'])
    expect(zone.timers.length).toBeGreaterThan(0)
    expect(new Set(zone.timers)).toEqual(new Set(['root']))
    cache.dispose()
  })

  test('T14: nor do the timers of a source that fails', async () => {
    const zone = stubZone()
    const cache = createTokenCache(() => Promise.reject('no'))
    for (let time = 0; time < 6; time++) {
      const failed = zone.runIn('angular', () => cache.get()).catch(() => {})
      await vi.advanceTimersByTimeAsync(1)
      await failed
    }
    expect(new Set(zone.timers)).toEqual(new Set(['root']))
  })

  test.each([
    ['no root', {}],
    ['a root that cannot run', { root: {} }],
  ])('T14: a global Zone with %s is none of zone.js', async (_, Zone) => {
    vi.stubGlobal('Zone', Zone)
    const token = createFakeToken()
    expect(await createTokenCache(() => token).get()).toBe(token)
  })
})
