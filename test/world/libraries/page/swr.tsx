import type { ContextClient } from 'ap-context-fetch'
import { SWRConfig } from 'swr'
import { createUseIssue } from '../recipes/swr.js'
import { mountReact } from './mount-react.js'
import type { Read } from './recipes.js'

export async function createReader(client: ContextClient): Promise<Read> {
  const failures: unknown[] = []
  const onError = (error: unknown) => void failures.push(error)
  const { current } = await mountReact(createUseIssue(client), ({ children }) => (
    <SWRConfig value={{ onError }}>{children}</SWRConfig>
  ))
  return async () => {
    const data = await current().mutate()
    if (failures.length > 0) throw failures.shift() // The data is that of before.
    return data
  }
}
