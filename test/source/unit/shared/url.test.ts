import { afterEach, describe, expect, test, vi } from 'vitest'
import { checkSecureUrl, isProtected } from '../../../../src/shared/url.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('F2: whether somebody on the way can read what is sent to an origin', () => {
  test.each([
    ['https://app.test', true],
    ['http://localhost:3000', true],
    ['http://app.localhost', true],
    ['http://127.0.0.1', true],
    ['http://[::1]:8080', true],
    ['http://app.test', false],
    ['http://localhost.test', false],
    ['xhttps://app.test', false],
    ['xhttp://localhost', false],
  ])('F2: %s: %s', (origin, isSafe) => {
    expect(isProtected(origin)).toBe(isSafe)
  })
})

describe('S8: a URL that a proof may be sent to', () => {
  test('S8: the page’s own origin, however it is reached', () => {
    vi.stubGlobal('document', { baseURI: 'http://app.test/page/' })
    vi.stubGlobal('origin', 'http://app.test')
    expect(checkSecureUrl('url', '../session').href).toBe('http://app.test/session')
    expect(() => checkSecureUrl('url', 'http://elsewhere.test/')).toThrow(/^url: expected a URL/)
  })

  test.each([5, null, {}])('S8: %j is none, although it could be written as one', value => {
    vi.stubGlobal('document', { baseURI: 'https://app.test/page/' })
    expect(() => checkSecureUrl('url', value)).toThrow(/^url: expected a URL/)
  })
})
