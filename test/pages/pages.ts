import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fenced, proseOf } from '../support/links.js'

const root = new URL('../../', import.meta.url)

/** A file of this repository, as a path of this machine. */
export const fileOf = (path: string): string => fileURLToPath(new URL(path, root))

/** What a reader may copy. */
export interface Block {
  page: string
  /** Of its first line of code, from 1. */
  line: number
  language: string
  code: string
  /** The tested file that it is a copy of: a comment above the block says so. */
  copyOf: string | undefined
}

export interface Page {
  /** From the root of the repository. */
  path: string
  text: string
  /** The text without its code. */
  prose: string
  blocks: Block[]
}

const readPage = (path: string): Page => {
  const text = readFileSync(fileOf(path), 'utf8')
  const blocks = [...text.matchAll(fenced)].map(
    ({ 1: comment = '', 2: copyOf, 3: language = '', 4: code = '', index }) => ({
      page: path,
      line: text.slice(0, index + comment.length).split('\n').length + 1,
      language,
      code,
      copyOf,
    }),
  )
  return { path, text, prose: proseOf(text), blocks }
}

/** All that a reader of this repository may open. */
const pagesIn = (folder: string) =>
  readdirSync(fileOf(folder))
    .filter(name => name.endsWith('.md'))
    .map(name => readPage(folder + name))

/** All that a reader of this repository may open. */
export const pages: Page[] = ['', 'docs/', 'demo/'].flatMap(pagesIn)

export function pageOf(path: string): Page {
  const page = pages.find(page => page.path === path)
  if (!page) throw new Error(`${path} is no page`)
  return page
}

/** The one block of a page that holds a text. */
export function blockOf(path: string, holding: string): Block {
  const [block, ...others] = pageOf(path).blocks.filter(({ code }) => code.includes(holding))
  if (!block || others.length > 0)
    throw new Error(`${path} has ${others.length} other blocks with ${holding}`)
  return block
}

/**
 * Runs a block with what it imports, and whatever else it speaks of, in scope. `result` says what to return; an
 * export of the block is one of its names.
 */
export async function run(block: Block, scope: Record<string, unknown>, result = ''): Promise<unknown> {
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
  const body = block.code.replace(/^import .*$/gm, '').replace(/^export /gm, '')
  return new AsyncFunction(...Object.keys(scope), `${body}\n${result && `return ${result}`}`)(
    ...Object.values(scope),
  )
}
