/** Writes the script tag of the README, with the version and the hash of the script as it was built last. */
import { writeFileSync } from 'node:fs'
import { scriptTag } from './integrity.mjs'
import { read } from './read.mjs'

const tag = /<script\s+src="[^"]+\/npm\/ap-context-fetch@[^>]*><\/script>/
const readme = read('README.md')
if (!tag.test(readme)) throw new Error('README.md has no script tag to write')
writeFileSync(new URL('../README.md', import.meta.url), readme.replace(tag, scriptTag()))
