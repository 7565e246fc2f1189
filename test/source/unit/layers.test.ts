// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../../../src', import.meta.url))

/** The folders of `src` in the order that a token takes: each may import those before it. */
const layers = ['shared', 'source', 'cache', 'fetch', 'client', 'install']

/** Folders beside that order, each an entry of its own; packages that a folder may load. */
const beside: Record<string, string[]> = { forge: ['shared'], testing: ['shared'] }
const packages: Record<string, string[]> = {
  shared: ['jwt-decode'],
  client: ['ky'],
  forge: ['ky', '@forge/bridge'],
}

const mayImport = (folder: string) => beside[folder] ?? layers.slice(0, layers.indexOf(folder))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(path => /\/.*\.ts$/.test(path))

/** What a file imports from other folders: their names, and those of packages. */
function importsOf(path: string): string[] {
  const code = readFileSync(`${src}/${path}`, 'utf8')
  const specifiers = [...code.matchAll(/(?:\bfrom |\bimport\(|^import )'([^']+)'/gm)].map(
    ([, it]) => it ?? '',
  )
  return specifiers.filter(it => !it.startsWith('./')).map(it => it.replace(/^\.\.\/([^/]+)\/.*/, '$1'))
}

describe('layers', () => {
  test('each folder of src has its place', () => {
    const folders = new Set(files.map(path => path.split('/')[0]))
    expect([...folders].sort()).toEqual([...layers, ...Object.keys(beside)].sort())
  })

  test.each(files)('%s imports one way', path => {
    const folder = path.split('/')[0] ?? ''
    const allowed = [...mayImport(folder), ...(packages[folder] ?? [])]
    expect(importsOf(path).filter(name => !allowed.includes(name))).toEqual([])
  })
})
