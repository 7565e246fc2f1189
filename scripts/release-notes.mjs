/** Prints the notes of a release: `node scripts/release-notes.mjs [version]`. Without one, of what is unreleased. */
import { scriptTag } from './integrity.mjs'
import { read } from './read.mjs'

const [, , version = 'Unreleased'] = process.argv
const section = read('CHANGELOG.md')
  .split(/^## /m)
  .find(text => text.startsWith(`[${version}]`))
if (!section) throw new Error(`CHANGELOG.md has no section [${version}]`)
const [, ...changes] = section.split('\n')
console.log(`${changes.join('\n').trim()}\n\n### Script tag\n\n\`\`\`html\n${scriptTag()}\n\`\`\``)
