import { describe, expect, test } from 'vitest'
import { createQuoteSearch, quotesJwt } from '../../../../src/shared/secrets.js'
import { base64url } from '../support/base64url.js'

describe('T10: what quotes a JWT of anybody', () => {
  test.each([
    'eyJhbGci',
    'eyJhbGciO',
    'eyJhbGciOi',
    'eyJhbGciOiJ',
    base64url('{ "alg":"none"}'),
    base64url(' \n{"alg":"none"}'),
    base64url('\t{\r\n  "alg":"none"}'),
  ])('T10: the beginning of a header: %s', header => {
    expect([quotesJwt(header), quotesJwt(`for ${header}.x`)]).toEqual([true, true])
  })

  test.each([
    'eyJhbG',
    base64url('xy{"alg":"none"}'),
    base64url('{alg"none"}'),
    'Everything is as it should be, and there was no exception.',
    '',
  ])('T10: none: %s', text => {
    expect(quotesJwt(text)).toBe(false)
  })

  test('T10: a text of 20 000 characters is searched, a longer one counts as a quote', () => {
    expect([quotesJwt('.'.repeat(20_000)), quotesJwt('.'.repeat(20_001))]).toEqual([false, true])
  })
})

describe('T10: what quotes a token', () => {
  const json = '{"sub":">>>???>>>???>>>???"}'
  const token = `e30.${base64url(json)}.abcdefghijklmnopqrstuvwxyz`
  const quotes = createQuoteSearch([token])

  test.each([
    ['its first sixteen characters', token.slice(0, 16)],
    ['its last sixteen characters', token.slice(-16)],
    ['these at the end of a text', `for ${token.slice(-16)}`],
    ['sixteen decoded characters, of a part that has `-` and `_`', json.slice(-16)],
  ])('T10: %s', (_, text) => {
    expect(token).toMatch(/-.*_|_.*-/)
    expect(quotes(text)).toBe(true)
  })

  test('T10: fifteen in a row occur by chance', () => {
    expect([quotes(token.slice(-15)), quotes(`${token.slice(-15)}!`)]).toEqual([false, false])
  })

  test('T10: a token that is no base64url is searched for as it is', () => {
    expect(createQuoteSearch(['%%%.%%%.a-signature-of-its-own'])('no a-signature-of-its-own')).toBe(true)
  })
})
