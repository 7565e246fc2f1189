import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fenced } from '../support/links.js'
import { fileOf, pages } from './pages.js'

const embedding = pages.filter(({ blocks }) => blocks.some(({ copyOf }) => copyOf))

/** `npm run test:pages -- embedded -u` writes the files into the pages. */
test.each(embedding)('the code that $path takes from tested files is theirs', async ({ path, text }) => {
  const withFiles = text.replace(fenced, (block, comment, file, language) =>
    comment ? `${comment}\`\`\`${language}\n${readFileSync(fileOf(file), 'utf8')}\`\`\`` : block,
  )
  await expect(withFiles).toMatchFileSnapshot(fileOf(path))
})

test.each(['test/world/libraries/recipes', 'test/pages/recipes'])('the pages show all of %s', folder => {
  const shown = pages.flatMap(({ blocks }) => blocks.map(({ copyOf }) => copyOf))
  expect(shown).toEqual(expect.arrayContaining(readdirSync(fileOf(folder)).map(name => `${folder}/${name}`)))
})
