import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const { resolve } = createRequire(import.meta.url)
const folder = fileURLToPath(new URL('typescript', import.meta.url))
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Package of each version. */
const compilers = { '5.4': 'typescript54', '5.9': 'typescript59', '6.0': 'typescript', '7.0': 'typescript7' }
/** What is said beside `moduleResolution`. */
const modules = { node16: 'node16', nodenext: 'nodenext', bundler: 'preserve' }

const cells = Object.entries(compilers).flatMap(([version, name]) =>
  Object.entries(modules).map(([resolution, module]) => [version, resolution, name, module] as const),
)
const withOtherTypes = 'bundler, with @types/atlassian-connect-js'
const green = new Set<string>()

/** What the compiler complains of in a program of the folder. */
function compile(name: string, project: string, ...options: string[]): Promise<string> {
  const tsc = `${dirname(resolve(`${name}/package.json`))}/bin/tsc`
  return new Promise((done, failed) => {
    execFile(
      process.execPath,
      [tsc, '-p', project, ...options],
      { cwd: folder },
      (error, printed, errors) => {
        if (error && !printed) failed(new Error(errors, { cause: error }))
        else done(printed)
      },
    )
  })
}

afterAll(() => {
  const columns = [...Object.keys(modules), withOtherTypes]
  const line = (cells: string[]) => cells.map(cell => cell.padEnd(12)).join('')
  const rows = Object.keys(compilers).map(version =>
    line([version, ...columns.map(column => (green.has(`${version}, ${column}`) ? 'ok' : 'FAILS'))]),
  )
  console.log([line(['TypeScript', ...columns]), ...rows].join('\n'))
})

describe('the declarations in the packed package', () => {
  test.each(Object.entries(compilers))('TypeScript %s is %s', (version, name) => {
    expect(createRequire(import.meta.url)(`${name}/package.json`).version).toMatch(`${version}.`)
  })

  test('P1: the consumer uses every export, as an ES module and in CommonJS', () => {
    const declared = ['index', 'forge', 'testing'].flatMap(name =>
      [
        ...read(`node_modules/ap-context-fetch/dist/${name}.d.ts`).matchAll(/^export (?:type )?\{(.*?)\}/gm),
      ].flatMap(([, names = '']) => names.split(',').map(each => each.trim())),
    )
    expect(declared.length).toBeGreaterThan(30)
    for (const path of ['module.mts', 'commonjs.cts']) {
      const words = new Set(read(`typescript/${path}`).match(/\w+/g))
      expect(declared.filter(name => !words.has(name))).toEqual([])
    }
  })

  test.each(cells)('P1: TypeScript %s, %s', async (version, resolution, name, module) => {
    const options = ['--module', module, '--moduleResolution', resolution]
    expect(await compile(name, 'tsconfig.json', ...options)).toBe('')
    green.add(`${version}, ${resolution}`)
  })

  test.each(Object.entries(compilers))(
    'P1: TypeScript %s takes the types of AP together with @types/atlassian-connect-js, in either order',
    async (version, name) => {
      const options = ['--module', 'preserve', '--moduleResolution', 'bundler']
      expect(await compile(name, 'tsconfig.ours-first.json', ...options)).toBe('')
      expect(await compile(name, 'tsconfig.theirs-first.json', ...options)).toBe('')
      green.add(`${version}, ${withOtherTypes}`)
    },
  )
})
