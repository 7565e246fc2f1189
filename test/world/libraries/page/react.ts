import type { ContextClient } from 'ap-context-fetch'
import { useToken } from '../recipes/react.js'
import { mountReact } from './mount-react.js'
import { readAndShow } from './mounted.js'
import type { Read } from './recipes.js'

export async function createReader(client: ContextClient): Promise<Read> {
  const { current } = await mountReact(() => useToken(client))
  return readAndShow(client, () => current().expiresAt)
}
