// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { internalsOf } from '../../../../src/cache/internals.js'
import { createTokenCache } from '../../../../src/cache/token-cache.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from '../support/clock.js'
import { controlledSource, instantSource, rejection, settle } from '../support/source.js'

useFakeClock()

/** A cache that holds a token, and asks a source that answers when the test says so. */
async function setUp() {
  const controlled = controlledSource()
  const cache = createTokenCache(controlled.source, { tokenTimeout: 1000 })
  const token = createFakeToken()
  const asked = cache.get()
  controlled.last().resolve(token)
  await asked
  const { replace, setAside, isReplacement } = internalsOf(cache)
  return { ...controlled, cache, token, replace, setAside, isReplacement }
}

describe('token cache: another token for a rejected one', () => {
  test('F5, T12: with no token at all it is asked for; only what came for a rejected one is a replacement', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    const { replace, isReplacement } = internalsOf(cache)
    expect(isReplacement('none')).toBe(false)
    const first = await replace('of long ago', undefined)
    expect([first, source.reasons, isReplacement(first)]).toEqual([source.tokens[0], ['initial'], false])
    const second = await replace(first, undefined)
    expect([isReplacement(second), isReplacement(first), source.reasons[1]]).toEqual([
      true,
      false,
      'rejected',
    ])
    cache.dispose()
  })

  test('F10, T11: who has left, or comes after dispose(), costs no call', async () => {
    const { cache, calls, token, replace } = await setUp()
    expect(await rejection(replace(token, AbortSignal.abort('gone')))).toBe('gone')
    expect(cache.peek()).toBe(token)
    cache.dispose()
    const error = await rejection(replace(token, undefined))
    cache.dispose()
    expect(error).toMatchObject({ code: 'disposed' })
    expect([await rejection(cache.get()), calls.length]).toEqual([error, 1])
    expect(await rejection(cache.get())).toBe(error)
  })

  test('F11, T15: where it cannot be had it rejects, and the rejected one serves again', async () => {
    const { cache, token, replace, last } = await setUp()
    const asked = rejection(replace(token, undefined))
    last().reject('no')
    expect(await asked).toMatchObject({ code: 'source-error', cause: 'no' })
    expect(cache.peek()).toBe(token)
    cache.dispose()
  })

  test('S5: where the call fails, and an earlier one has brought another meanwhile, that is it', async () => {
    const { cache, token, replace, calls, last } = await setUp()
    const first = rejection(replace(token, undefined))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await first).toMatchObject({ code: 'timeout' })
    const second = replace(token, undefined)
    const late = createFakeToken()
    calls[1]?.resolve(late)
    await settle()
    last().reject('no')
    expect([await second, calls.length]).toEqual([late, 3])
    cache.dispose()
  })

  test('T12: during the pause after failures it rejects with the last one, and costs no call', async () => {
    const { cache, token, replace, calls, last } = await setUp()
    for (let failure = 0; failure < 5; failure++) {
      const asked = rejection(replace(token, undefined))
      last().reject(`no ${failure}`)
      await asked
    }
    expect(await rejection(replace(token, undefined))).toMatchObject({ cause: 'no 4' })
    expect(calls).toHaveLength(6)
    cache.dispose()
  })

  test('T15: what was invalidated during a call stays away, also if it is invalidated once more', async () => {
    const { cache, token, last } = await setUp()
    const refreshed = rejection(cache.refresh())
    cache.invalidate(token)
    last().reject('no')
    await refreshed
    expect(cache.peek()).toBeUndefined()
    cache.invalidate(token)
    const asked = rejection(cache.get())
    last().reject('no')
    await asked
    expect(cache.peek()).toBeUndefined()
    cache.dispose()
  })

  test('T11: tokens that a listener gives up as they come end in an error that says what to check', async () => {
    const source = instantSource()
    const cache = createTokenCache(source)
    cache.addEventListener('refresh', () => cache.invalidate(source.tokens.at(-1) ?? ''))
    expect(await rejection(cache.refresh())).toMatchObject({
      code: 'source-error',
      message: expect.stringMatching(
        /^The token was rejected as soon as it came\. Check what calls invalidate/,
      ),
    })
    cache.dispose()
  })
})
