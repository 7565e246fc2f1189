import { readFileSync } from 'node:fs'

/** A file of this repository, as text. */
export const read = path => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
