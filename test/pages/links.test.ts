import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'
import { anchorOf, anchorsOf, linksOf } from '../support/links.js'
import { fileOf, type Page, pageOf, pages } from './pages.js'

test.each(pages)('the links of $path lead somewhere', page => {
  const broken = linksOf(page.prose).filter(link => {
    if (/^https:/.test(link)) return false
    const [file = '', anchor] = link.split('#')
    const path = file ? join(dirname(page.path), file) : page.path
    if (!existsSync(fileOf(path))) return true
    const target = pages.find(page => page.path === path)
    return anchor !== undefined && !(target && anchorsOf(target.prose).includes(anchor))
  })
  expect(broken).toEqual([])
})

test.each(pages)('the headings of $path have anchors of their own', page => {
  const anchors = anchorsOf(page.prose)
  expect(anchors).toEqual([...new Set(anchors)])
})

/** Those in the list with which a page begins. */
const listedOf = ({ prose }: Page) => {
  const [beforeSections = ''] = prose.split('\n## ')
  const items = beforeSections.match(/^(- | {2}).*$/gm) ?? []
  return linksOf(items.join('\n')).filter(link => link.startsWith('#'))
}

test.each(pages.filter(page => listedOf(page).length > 0))(
  'the list at the top of $path has all of its sections',
  page => {
    const sections = [...page.prose.matchAll(/^## (.*)$/gm)].map(
      ([, heading = '']) => `#${anchorOf(heading)}`,
    )
    expect(listedOf(page)).toEqual(expect.arrayContaining(sections))
  },
)

test('every page of docs/ is linked from the README', () => {
  const linked = linksOf(pageOf('README.md').prose).map(link => link.split('#')[0])
  const docs = pages.map(({ path }) => path).filter(path => path.startsWith('docs/'))
  expect(linked).toEqual(expect.arrayContaining(docs))
})
