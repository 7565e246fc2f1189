import { execFile } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const read = (path: string) => readFileSync(file(path), 'utf8')

interface Outcome {
  title: string
  passed: boolean
}

/** The report of Jest, which vitest has made its own. */
function ofJest(printed: string): Outcome[] {
  const { testResults } = JSON.parse(printed) as {
    testResults: { assertionResults: { title: string; status: string }[] }[]
  }
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status }) => ({ title, passed: status === 'passed' })),
  )
}

function ofMocha(printed: string): Outcome[] {
  const { tests, passes } = JSON.parse(printed) as Record<'tests' | 'passes', { title: string }[]>
  const passed = passes.map(({ title }) => title)
  return tests.map(({ title }) => ({ title, passed: passed.includes(title) }))
}

/** The Test Anything Protocol. */
const ofNode = (printed: string): Outcome[] =>
  [...printed.matchAll(/^(not )?ok \d+ - (.*)$/gm)].map(([, not, title = '']) => ({ title, passed: !not }))

const consumers: [project: string, reporting: string, outcomesOf: (printed: string) => Outcome[]][] = [
  ['vitest-happy-dom', '--reporter=json', ofJest],
  ['vitest-jsdom', '--reporter=json', ofJest],
  ['jest-jsdom', '--json', ofJest],
  ['node-test', '--test-reporter=tap', ofNode],
  ['mocha', '--reporter=json', ofMocha],
]

const titles = [
  'the first request carries the first token',
  'a token that expires is replaced before the backend rejects it',
  'a token that is rejected is replaced, and the request sent again',
  'a bridge that hangs is an error after eight seconds',
  'an anonymous user reads as somebody',
]

/** `npm test` of a project. */
function run(project: string, reporting: string): Promise<{ printed: string; errors: string }> {
  // A runner must not take itself for a worker of this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/VITEST|^NODE_ENV$/.test(name)),
  )
  return new Promise(resolve => {
    const argv = ['test', '--silent', '--', reporting]
    const shell = process.platform === 'win32'
    execFile('npm', argv, { cwd: file(project), env, shell }, (_, printed, errors) =>
      resolve({ printed, errors }),
    )
  })
}

describe('projects that test an app with the packed package', () => {
  test('resolve it in the tarball, not in this repository', () => {
    const require = createRequire(new URL('app/notes.js', import.meta.url))
    for (const [specifier, path] of [
      ['ap-context-fetch', 'dist/index.cjs'],
      ['ap-context-fetch/testing', 'dist/testing.cjs'],
    ] as const) {
      expect(require.resolve(specifier)).toBe(realpathSync(file(`node_modules/ap-context-fetch/${path}`)))
    }
    expect(existsSync(file('node_modules/ap-context-fetch/src'))).toBe(false)
  })

  test.each(['notes', 'fakes'])('share the app: %s.cjs says what %s.js says', name => {
    const required = read(`app/${name}.js`)
      .replace(/^import (.*) from ('.*')$/gm, 'const $1 = require($2)')
      .replace(/'\.\/(.*)\.js'/g, `'./$1.cjs'`)
      .replace(/^export function (\w+)/gm, 'exports.$1 = function $1')
    expect(read(`app/${name}.cjs`)).toBe(required)
  })

  test.each(consumers)('%s: all pass', async (project, reporting, outcomesOf) => {
    const { printed, errors } = await run(project, reporting)
    expect(outcomesOf(printed), errors).toEqual(titles.map(title => ({ title, passed: true })))
  })
})
