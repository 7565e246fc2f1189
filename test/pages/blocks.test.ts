import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { type Block, fileOf, pages } from './pages.js'

const blocks = pages.flatMap(page => page.blocks).filter(({ copyOf }) => !copyOf)
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language))

/** By page and beginning; each says so on its page, or needs no more than a look. */
const notRun = [
  ['docs/backends.md', 'java', 'import com.atlassian.connect.spring'],
  ['docs/libraries.md', 'js', 'uppy.use(Tus'],
  ['docs/libraries.md', 'ts', "import { provideHttpClient, withFetch } from '@angular"],
] as const

const isNotRun = ({ page, language, code }: Block) =>
  notRun.some(([path, tongue, start]) => page === path && language === tongue && code.startsWith(start))

/**
 * What TypeScript says of code that stands alone, each block a module of its own in the folder of the tests.
 * Blocks of JavaScript may leave types of parameters out.
 */
function complaints(blocks: Block[], options: ts.CompilerOptions): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(fileOf('test/pages/tsconfig.json'), options, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
    },
  })
  if (!config) throw new Error('no tsconfig.json')
  const files = new Map(
    blocks.map((block, index) => [fileOf(`test/pages/block-${index}.${block.language}`), block]),
  )
  const host = ts.createCompilerHost(config.options)
  const { readFile, fileExists, getSourceFile } = host
  host.fileExists = path => files.has(path) || fileExists(path)
  host.readFile = path => sourceOf(files.get(path)) ?? readFile(path)
  host.getSourceFile = (path, language, onError, isNew) => {
    const source = sourceOf(files.get(path))
    return source === undefined
      ? getSourceFile(path, language, onError, isNew)
      : ts.createSourceFile(path, source, language)
  }
  const program = ts.createProgram([...files.keys(), fileOf('test/pages/globals.d.ts')], config.options, host)
  return [...files].flatMap(([path, { page, line }]) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ file, start = 0, messageText }) => {
      const at = line + (file?.getLineAndCharacterOfPosition(start).line ?? 0)
      return `${page}:${at} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    }),
  )
}

/** Without an import or export it would be a script, whose names are those of all others too. */
const sourceOf = (block: Block | undefined) => block && `${block.code}\nexport {}\n`

describe('the code blocks of the pages', () => {
  test('are all known', () => {
    const languages = new Set(blocks.filter(block => !isNotRun(block)).map(({ language }) => language))
    // sh: commands, which CONTRIBUTING.md and the README name and people run. The rest: no code.
    expect([...languages].sort()).toEqual(['html', 'http', 'js', 'mermaid', 'sh', 'text', 'ts'])
    expect(blocks.filter(isNotRun)).toHaveLength(notRun.length)
  })

  test('of TypeScript compile, as strictly as the source', () => {
    const checked = inLanguage('ts').filter(block => !isNotRun(block))
    expect(complaints(checked, { noUnusedLocals: false })).toEqual([])
  })

  test('of JavaScript compile', () => {
    const lenient = { noImplicitAny: false, noUncheckedIndexedAccess: false, noUnusedLocals: false }
    const checked = inLanguage('js').filter(block => !isNotRun(block))
    expect(complaints(checked, { ...lenient, allowJs: true, checkJs: true })).toEqual([])
  })

  test('of HTML are well-formed: each tag that is opened is closed', () => {
    for (const { code } of inLanguage('html')) {
      const tags = [...code.matchAll(/<(\/?)(\w+)[^>]*>/g)].map(([, slash, name]) => `${slash}${name}`)
      expect(tags.filter((_, index) => index % 2 === 1)).toEqual(
        tags.filter((_, index) => index % 2 === 0).map(name => `/${name}`),
      )
    }
  })
})
