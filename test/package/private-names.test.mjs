import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { privateNames } from '../../scripts/private-names.mjs'

const root = new URL('../../', import.meta.url)
const read = path => readFileSync(new URL(path, root), 'utf8')
const readAll = folder =>
  readdirSync(new URL(folder, root))
    .filter(name => /\.(d\.c?ts|js|md)$/.test(name))
    .map(name => read(`${folder}/${name}`))
    .join()
const wordsOf = text => new Set(text.match(/\w+/g))
const require = createRequire(import.meta.url)
const codeOf = name => readFileSync(require.resolve(name), 'utf8')

/** What a client keeps for another copy, and whose members that copy calls. */
const crossesCopies = [
  'src/client/installable.ts',
  'src/cache/internals.ts',
  'src/fetch/gate.ts',
  'src/fetch/options.ts',
  'src/fetch/rejections.ts',
]

describe('the names that the minified script shortens', () => {
  const script = read('dist/ap-context-fetch.global.js')
  const ky = fileURLToPath(new URL('.', import.meta.resolve('ky')))
  const others = {
    'the public interface': readAll('etc'),
    'the types of AP': readAll('types'),
    'what crosses copies': crossesCopies.map(read).join(),
    ky: readdirSync(ky, { recursive: true })
      .filter(name => name.endsWith('.js'))
      .map(name => readFileSync(`${ky}/${name}`, 'utf8'))
      .join(),
    'jwt-decode': codeOf('jwt-decode'),
  }

  test.each(Object.entries(others))('U2, P2: none is a word of %s', (_, text) => {
    const words = wordsOf(text)
    expect(words.size).toBeGreaterThan(50)
    expect(privateNames.filter(name => words.has(name))).toEqual([])
  })

  test('each is one of the script’s, and none of them is left in the minified one', () => {
    const words = wordsOf(script)
    expect(privateNames.filter(name => !words.has(name))).toEqual([])
    const minified = wordsOf(read('dist/ap-context-fetch.global.min.js'))
    expect(privateNames.filter(name => minified.has(name))).toEqual([])
  })
})
