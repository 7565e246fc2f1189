import type { ContextClient } from 'ap-context-fetch'
import htmx from 'htmx.org'
import { authorizeHtmx } from '../recipes/htmx-2.js'
import { readByClick } from './read-by-click.js'
import type { Read } from './recipes.js'

export function createReader(client: ContextClient): Read {
  authorizeHtmx(client)
  return readByClick(htmx, 'htmx:afterRequest')
}
