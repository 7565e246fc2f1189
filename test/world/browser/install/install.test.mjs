import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)
const withToken = expect.stringMatching(/^JWT ey[\w.-]+$/)

describe('U2: installContextFetch', () => {
  test('lets fetch and XMLHttpRequest send the token, both of one client', async () => {
    const page = await harness.open()
    await page.evaluate(async () => {
      kit.install()
      await fetch('/api/fetch')
      await kit.send('/api/xhr')
    })
    expect(authorizations('/api/fetch')).toEqual([withToken])
    expect(authorizations('/api/xhr')).toEqual(authorizations('/api/fetch'))
    expect(await page.evaluate(() => kit.calls)).toBe(1)
  })

  test('restores exactly what was there, and then nothing carries a token', async () => {
    const page = await harness.open()
    const result = await page.evaluate(async () => {
      const before = kit.touched()
      const undo = kit.install()
      const isPatched = !kit.same(before, kit.touched())
      undo()
      const isRestored = kit.same(before, kit.touched())
      undo()
      await fetch('/api/x')
      await kit.send('/api/x')
      return { isPatched, isRestored, isStillRestored: kit.same(before, kit.touched()) }
    })
    expect(result).toEqual({ isPatched: true, isRestored: true, isStillRestored: true })
    expect(authorizations('/api/x')).toEqual([undefined, undefined])
  })

  test('restores an accessor, and a property that was not writable', async () => {
    const page = await harness.open()
    expect(
      await page.evaluate(async () => {
        const { fetch: original } = globalThis
        const restored = []
        for (const descriptor of [
          { configurable: true, enumerable: false, get: () => original, set() {} },
          { configurable: true, enumerable: false, writable: false, value: original },
          { configurable: true, enumerable: true, writable: true, value: original },
        ]) {
          Object.defineProperty(globalThis, 'fetch', descriptor)
          const before = kit.touched()
          const undo = kit.install()
          await fetch('/api/x')
          undo()
          restored.push(kit.same(before, kit.touched()))
        }
        return restored
      }),
    ).toEqual([true, true, true])
    expect(authorizations('/api/x')).toEqual([withToken, withToken, withToken])
  })

  test('installed twice is once, and either undo takes it back', async () => {
    const page = await harness.open()
    const result = await page.evaluate(async () => {
      const before = kit.touched()
      const first = kit.install()
      const once = kit.touched()
      const second = ApContextFetch.installContextFetch(kit.client)
      const isOnce = kit.same(once, kit.touched())
      second()
      const isBack = kit.same(before, kit.touched())
      const third = ApContextFetch.installContextFetch(kit.client)
      first()
      await fetch('/api/third')
      third()
      return { isOnce, isBack, isBackAgain: kit.same(before, kit.touched()) }
    })
    expect(result).toEqual({ isOnce: true, isBack: true, isBackAgain: true })
    expect(authorizations('/api/third')).toEqual([withToken])
  })

  test('an undo takes back only the parts that its call asked for', async () => {
    const page = await harness.open()
    await page.evaluate(async () => {
      const undoFetch = kit.install({ xhr: false })
      await kit.send('/api/no')
      ApContextFetch.installContextFetch(kit.client, { fetch: false })
      undoFetch()
      await fetch('/api/no')
      await kit.send('/api/yes')
    })
    expect(authorizations('/api/no')).toEqual([undefined, undefined])
    expect(authorizations('/api/yes')).toEqual([withToken])
  })

  test.each(['fetch', 'xhr'])('{ %s: false } leaves that part as it was', async part => {
    const page = await harness.open()
    const isUntouched = await page.evaluate(async part => {
      const before = kit.touched()
      kit.install({ [part]: false })
      const after = kit.touched()
      await fetch('/api/fetch')
      await kit.send('/api/xhr')
      return part === 'fetch'
        ? kit.same(before.slice(0, 1), after.slice(0, 1))
        : kit.same(before.slice(1), after.slice(1))
    }, part)
    expect(isUntouched).toBe(true)
    expect(authorizations(`/api/${part}`)).toEqual([undefined])
    expect(authorizations(part === 'fetch' ? '/api/xhr' : '/api/fetch')).toEqual([withToken])
  })

  test('URLs resolve against the page: baseUrl never changes the destination', async () => {
    const page = await harness.open()
    const base = `${harness.server.foreign}/elsewhere/`
    await page.evaluate(async base => {
      kit.install({}, { baseUrl: base })
      await fetch('../api/x')
      await kit.send('../api/x')
      await fetch(`${base}../api/far`)
      await kit.send(`${base}../api/far`)
      const element = document.head.appendChild(document.createElement('base'))
      element.href = base
      await fetch('../api/based')
      await kit.send('../api/based')
    }, base)
    const hosts = path => harness.server.at(path).map(({ headers }) => headers.host)
    expect(hosts('/api/x')).toEqual(Array(2).fill(new URL(harness.server.origin).host))
    const foreign = new URL(harness.server.foreign).host
    expect(hosts('/api/far')).toEqual([foreign, foreign])
    expect(hosts('/api/based')).toEqual([foreign, foreign])
    expect(['/api/x', '/api/far', '/api/based'].flatMap(authorizations)).toEqual(Array(6).fill(withToken))
  })

  test('what is no client, and options of a wrong type, throw a TypeError that names them', async () => {
    const page = await harness.open()
    const thrown = await page.evaluate(() => {
      const before = kit.touched()
      const client = kit.create()
      const { installContextFetch } = ApContextFetch
      const wrong = [
        [undefined],
        [null],
        [{}],
        ['x'],
        [client.tokens],
        [client, null],
        [client, 'x'],
        [client, { fetch: 1 }],
        [client, { xhr: null }],
      ]
      const errors = wrong.map(args => kit.thrownBy(() => installContextFetch(...args)))
      return { errors, isUntouched: kit.same(before, kit.touched()) }
    })
    expect(thrown.isUntouched).toBe(true)
    const names = ['client', 'client', 'client', 'client', 'client', 'options', 'options', 'fetch', 'xhr']
    expect(thrown.errors).toEqual(
      names.map(name => ({
        name: 'TypeError',
        message: expect.stringMatching(new RegExp(`^${name}: expected `)),
      })),
    )
  })
})
