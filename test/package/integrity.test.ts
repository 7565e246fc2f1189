import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = new URL('../..', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const sha384 = (file: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(new URL(`dist/${file}`, root)))
    .digest('base64')}`

const { version } = JSON.parse(read('package.json'))
const minified = 'ap-context-fetch.global.min.js'

/** The tags of a text that load this package from elsewhere, attribute by attribute. */
const tagsIn = (text: string) =>
  [...text.matchAll(/<script\s([^>]*)><\/script>/g)]
    .map(([, attributes = '']) =>
      Object.fromEntries(
        [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    )
    .filter(({ src }) => src?.includes('ap-context-fetch@'))

const trueTag = {
  src: `https://cdn.jsdelivr.net/npm/ap-context-fetch@${version}/dist/${minified}`,
  integrity: sha384(minified),
  crossorigin: 'anonymous',
}

describe('subresource integrity', () => {
  test('the build writes the hashes of the scripts', () => {
    expect(JSON.parse(read('dist/integrity.json'))).toEqual({
      'ap-context-fetch.global.js': sha384('ap-context-fetch.global.js'),
      [minified]: sha384(minified),
    })
  })

  test('the script tag of the README is true for the built script', () => {
    expect(tagsIn(read('README.md')), 'run `npm run build && npm run readme`').toEqual([trueTag])
  })

  test('release notes carry the same tag below the changes', () => {
    const argv = [fileURLToPath(new URL('scripts/release-notes.mjs', root)), 'Unreleased']
    const notes = execFileSync(process.execPath, argv, { encoding: 'utf8' })
    expect(notes).toMatch(/^### Added\n\n- `createContextClient`/)
    expect(tagsIn(notes)).toEqual([trueTag])
  })

  test('the scripts have no line end of another system, which would make another hash', () => {
    for (const file of ['ap-context-fetch.global.js', minified])
      expect(read(`dist/${file}`)).not.toContain('\r')
  })
})
