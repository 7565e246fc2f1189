import type { ContextClient } from 'ap-context-fetch'
import { useToken } from '../recipes/vue.js'
import { mountVue } from './mount-vue.js'
import { readAndShow } from './mounted.js'
import type { Read } from './recipes.js'

export async function createReader(client: ContextClient): Promise<Read> {
  const { current } = await mountVue(() => useToken(client))
  return readAndShow(client, () => current().expiresAt.value)
}
