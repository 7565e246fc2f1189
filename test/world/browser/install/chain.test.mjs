import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const authorizations = path => harness.server.at(path).map(({ headers }) => headers.authorization)
const withToken = expect.stringMatching(/^JWT ey[\w.-]+$/)

describe('U2: installContextFetch among others', () => {
  test('undone below another patch, theirs goes on working and ours only passes on', async () => {
    const page = await harness.open()
    const result = await page.evaluate(async () => {
      const before = kit.touched()
      const undo = kit.install()
      const seen = []
      const ours = globalThis.fetch
      const { open: ourOpen, send: ourSend } = XMLHttpRequest.prototype
      globalThis.fetch = function (...args) {
        seen.push(`fetch ${args[0]}`)
        return ours.apply(this, args)
      }
      XMLHttpRequest.prototype.open = function (...args) {
        seen.push(`open ${args[1]}`)
        return ourOpen.apply(this, args)
      }
      XMLHttpRequest.prototype.send = function (...args) {
        seen.push('send')
        return ourSend.apply(this, args)
      }
      await fetch('/api/on')
      await kit.send('/api/on')
      undo()
      await fetch('/api/off')
      await kit.send('/api/off')
      // Now they go too, and what they found comes back; it still only passes on.
      globalThis.fetch = ours
      XMLHttpRequest.prototype.open = ourOpen
      XMLHttpRequest.prototype.send = ourSend
      await fetch('/api/off')
      await kit.send('/api/off')
      kit.install()
      await fetch('/api/again')
      await kit.send('/api/again')
      const after = kit.touched()
      return { seen, isAbortBack: before[4].value !== after[4].value }
    })
    expect(result.seen).toEqual([
      'fetch /api/on',
      'open /api/on',
      'send',
      'fetch /api/off',
      'open /api/off',
      'send',
    ])
    expect(authorizations('/api/on')).toEqual([withToken, withToken])
    expect(authorizations('/api/off')).toEqual([undefined, undefined, undefined, undefined])
    expect(authorizations('/api/again')).toEqual([withToken, withToken])
  })

  test('a client of another copy of the package is accepted, and installed once by both', async () => {
    const page = await harness.open('keep-first+ap-context-fetch')
    const result = await page.evaluate(async () => {
      const { firstCopy: first, ApContextFetch: second } = globalThis
      kit.library = second
      const before = kit.touched()
      const client = kit.create()
      const undo = first.installContextFetch(client)
      const once = kit.touched()
      second.installContextFetch(client)
      await fetch('/api/x')
      await kit.send('/api/x')
      const isOnce = kit.same(once, kit.touched())
      undo()
      return { isOther: first !== second, isOnce, isBack: kit.same(before, kit.touched()), calls: kit.calls }
    })
    expect(result).toEqual({ isOther: true, isOnce: true, isBack: true, calls: 1 })
    expect(authorizations('/api/x')).toEqual([withToken, withToken])
  })

  test('two clients on one page: one token in each request, of the client installed last', async () => {
    const page = await harness.open()
    const tokens = await page.evaluate(async () => {
      kit.install()
      kit.install()
      await fetch('/api/x')
      await kit.send('/api/x')
      return kit.tokens
    })
    expect(tokens).toHaveLength(1)
    expect(authorizations('/api/x')).toEqual([`JWT ${tokens[0]}`, `JWT ${tokens[0]}`])
  })

  test('a request that is not covered reaches what was there with the very same arguments', async () => {
    const page = await harness.open()
    const url = `${harness.server.foreign}/api/x`
    expect(
      await page.evaluate(async url => {
        const seen = []
        const { fetch: platform } = globalThis
        globalThis.fetch = (...args) => {
          seen.push(args)
          return platform(...args)
        }
        const { prototype } = XMLHttpRequest
        for (const name of ['open', 'setRequestHeader', 'send', 'abort']) {
          const original = prototype[name]
          prototype[name] = function (...args) {
            seen.push(args)
            return original.apply(this, args)
          }
        }
        kit.install()
        const body = new Blob(['x'])
        const calls = [[new URL(url)], [url, undefined], [new Request(url)], [url, { method: 'POST', body }]]
        for (const args of calls) await fetch(...args)
        const xhr = new XMLHttpRequest()
        const ofXhr = [
          ['POST', new URL(url), true, undefined, null],
          ['Content-Type', 'text/plain'],
          [body],
          [],
        ]
        xhr.open(...ofXhr[0])
        xhr.setRequestHeader(...ofXhr[1])
        xhr.send(...ofXhr[2])
        xhr.abort()
        const expected = [...calls, ...ofXhr]
        return {
          count: seen.length,
          areSame: expected.every(
            (args, i) => args.length === seen[i].length && args.every((arg, j) => arg === seen[i][j]),
          ),
          calls: kit.calls,
        }
      }, url),
    ).toEqual({ count: 8, areSame: true, calls: 0 })
    expect(authorizations('/api/x').filter(Boolean)).toEqual([])
  })
})
