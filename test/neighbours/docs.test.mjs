import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const page = new URL('docs/neighbours.md', root)
const read = file => readFileSync(file, 'utf8')

/** A code block, and above it the file that it is. */
const blocks = /(<!-- (test\/\S+) -->\n)```(\w+)\n.*?```/gs

/** `npx vitest run --project neighbours docs -u` writes the recipes into the page. */
test('the code of docs/neighbours.md is that of the tested files', async () => {
  const withFiles = read(page).replace(
    blocks,
    (_, comment, path, language) => `${comment}\`\`\`${language}\n${read(new URL(path, root))}\`\`\``,
  )
  await expect(withFiles).toMatchFileSnapshot(fileURLToPath(page))
})

test('docs/neighbours.md shows every recipe', () => {
  const shown = [...read(page).matchAll(blocks)].map(([, , path]) => path)
  const recipes = readdirSync(new URL('recipes', import.meta.url)).map(
    name => `test/neighbours/recipes/${name}`,
  )
  expect(shown).toEqual(expect.arrayContaining(recipes))
})
