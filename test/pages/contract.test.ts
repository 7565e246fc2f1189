import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fileOf, pageOf } from './pages.js'

const { text } = pageOf('docs/contract.md')
/** The rules, each a heading of its own, so that a link can lead to it. */
const rules = [...text.matchAll(/^### ([STFUKGP]\d+)$/gm)].map(([, rule = '']) => rule)

const number = /(?<![\w.'"/#-])[STFUKGP]\d{1,2}(?![\w.]?\d|\w)/g

const filesIn = (folder: string): [path: string, text: string][] =>
  readdirSync(fileOf(folder), { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(c|m)?(t|j)sx?$/.test(path) && !/node_modules|\.html\.|-data\./.test(path))
    .map(path => [`${folder}/${path}`, readFileSync(fileOf(`${folder}/${path}`), 'utf8')])

const source = filesIn('src')
const tests = filesIn('test')

/** What the comments of a file say, one string for each comment. */
const commentsOf = (code: string): string[] => code.match(/\/\*\*[\s\S]*?\*\/|(?<!:)\/\/.*/g) ?? []

describe('the contract', () => {
  test('has each rule once, under a heading of its own', () => {
    expect(rules.length).toBeGreaterThan(50)
    expect(new Set(rules).size).toBe(rules.length)
  })

  test('has every rule that a comment or a test title cites', () => {
    const cited = [...source, ...tests, ...filesIn('demo'), ...filesIn('bench')].flatMap(([path, code]) =>
      [...commentsOf(code), ...titlesOf(code)].flatMap(said =>
        [...said.matchAll(number)].map(([rule]) => `${rule} in ${path}`),
      ),
    )
    expect(cited.length).toBeGreaterThan(300)
    expect(cited.filter(it => !rules.includes(it.split(' ')[0] ?? ''))).toEqual([])
  })

  test('stands in the source in words: no number alone', () => {
    const alone = source.flatMap(([path, code]) =>
      commentsOf(code)
        .filter(comment => number.test(comment) && !/[a-z]{3}/.test(comment.replace(number, '')))
        .map(comment => `${path}: ${comment}`),
    )
    expect(alone).toEqual([])
  })

  test.each(rules)('%s is named by a test title', rule => {
    const named = tests.some(([, code]) =>
      titlesOf(code).some(title => [...title.matchAll(number)].some(([cited]) => cited === rule)),
    )
    expect(named).toBe(true)
  })
})

/** The titles of tests and suites, templates of tables included. */
function titlesOf(code: string): string[] {
  return [
    ...code.matchAll(
      /(?:\b(?:test|it|describe)\b[^\n]*?\(|\]\)\(|^\s*\w+\)\(|^\s*)(['`"])((?:(?!\1).)*)\1/gm,
    ),
  ].map(([, , title = '']) => title)
}
