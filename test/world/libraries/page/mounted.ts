import type { ContextClient } from 'ap-context-fetch'
import type { Read } from './recipes.js'

/** A hook or a composable in a component that is on the page. */
export interface Mounted<T> {
  /** What it returned last. */
  current: () => T
  unmount: () => void
}

/**
 * A request by the client itself, which counts once the component shows of which token it was. A token that has expired
 * meanwhile is not waited for: no event says so, and the component shows when it was.
 */
export const readAndShow =
  (client: ContextClient, shown: () => number | undefined): Read =>
  async () => {
    const { issue } = await client.http<{ issue: string }>('/api/me').json()
    const isShown = () => [undefined, shown()].includes(client.tokens.expiresAt)
    while (!isShown()) await new Promise(resolve => setTimeout(resolve, 5))
    return issue
  }
