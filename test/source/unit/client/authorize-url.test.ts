// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createContextClient } from '../../../../src/client/context-client.js'
import type { ContextClientOptions } from '../../../../src/client/types.js'
import { instantSource } from '../support/source.js'

function setUp(options?: ContextClientOptions) {
  const source = instantSource()
  const client = createContextClient({
    getToken: source,
    baseUrl: 'https://app.example.com/api/',
    ...options,
  })
  return { source, client }
}

describe('authorizeUrl', () => {
  test('U1: puts the token into the query of a URL, relative ones included', async () => {
    const { client, source } = setUp()
    const url = await client.authorizeUrl('files/1?page=2#top')
    expect(url).toBeInstanceOf(URL)
    expect(url.href).toBe(`https://app.example.com/api/files/1?page=2&jwt=${source.tokens[0]}#top`)
  })

  test('U1: replaces parameters of that name, and leaves the given URL alone', async () => {
    const { client, source } = setUp()
    const given = new URL('https://app.example.com/?t=old&t=older')
    const url = await client.authorizeUrl(given, { parameter: 't' })
    expect(url.searchParams.getAll('t')).toEqual([source.tokens[0]])
    expect(given.href).toBe('https://app.example.com/?t=old&t=older')
  })

  test('U1: wss: is judged as https:', async () => {
    const { client } = setUp()
    expect((await client.authorizeUrl('wss://app.example.com/live')).protocol).toBe('wss:')
  })

  test('U1: a host may have the letters of a scheme', async () => {
    const { client, source } = setUp({ allowedOrigins: ['https://news.example.com'] })
    const { href } = await client.authorizeUrl('https://news.example.com/')
    expect(href).toBe(`https://news.example.com/?jwt=${source.tokens[0]}`)
  })

  test.each([
    'https://evil.test/',
    'ws://app.example.com/',
    'http://app.example.com/',
    'blob:https://app.example.com/1',
    'wss://app.example.com.evil.test/',
  ])('U1: %s throws a RangeError and costs no call of the source', async url => {
    const { client, source } = setUp()
    await expect(client.authorizeUrl(url)).rejects.toThrow(RangeError)
    await expect(client.authorizeUrl(url)).rejects.toThrow(/^authorizeUrl: \w+:.* may not receive the token/)
    expect(source.reasons).toEqual([])
  })

  test('U1: wrong arguments throw a TypeError, an abort its reason', async () => {
    const { client } = setUp()
    await expect(client.authorizeUrl('http://[')).rejects.toThrow(TypeError)
    await expect(client.authorizeUrl('/', { parameter: 5 as unknown as string })).rejects.toThrow(
      /^parameter: /,
    )
    await expect(client.authorizeUrl('/', { signal: AbortSignal.abort('later') })).rejects.toBe('later')
  })
})
