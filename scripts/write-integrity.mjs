/** Writes the hashes of the built scripts to `dist/integrity.json`; a part of the build. */
import { writeFileSync } from 'node:fs'
import { integrityOf, scripts } from './integrity.mjs'
import { read } from './read.mjs'

const hashes = Object.fromEntries(scripts.map(file => [file, integrityOf(read(`dist/${file}`))]))
writeFileSync(new URL('../dist/integrity.json', import.meta.url), `${JSON.stringify(hashes, null, 2)}\n`)
