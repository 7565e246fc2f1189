import { createHash } from 'node:crypto'
import { read } from './read.mjs'

/** The files for script tags. */
export const scripts = ['ap-context-fetch.global.js', 'ap-context-fetch.global.min.js']

/**
 * What subresource integrity compares a file with.
 * @see https://www.w3.org/TR/SRI/
 */
export const integrityOf = content => `sha384-${createHash('sha384').update(content).digest('base64')}`

/** The tag that loads a script as it was built last, and nothing else. */
export function scriptTag(file = 'ap-context-fetch.global.min.js') {
  const { version } = JSON.parse(read('package.json'))
  const integrity = JSON.parse(read('dist/integrity.json'))[file]
  return `<script
  src="https://cdn.jsdelivr.net/npm/ap-context-fetch@${version}/dist/${file}"
  integrity="${integrity}"
  crossorigin="anonymous"
></script>`
}
