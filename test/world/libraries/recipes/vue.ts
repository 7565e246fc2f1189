import type { ContextClient, ContextTokenError } from 'ap-context-fetch'
import { onScopeDispose, shallowRef } from 'vue'

/** When the token expires, in Unix milliseconds, and why the last refresh failed, if it did. */
export function useToken(client: ContextClient) {
  const expiresAt = shallowRef(client.tokens.expiresAt)
  const error = shallowRef<ContextTokenError>()
  const listening = new AbortController()
  const { signal } = listening
  const show = () => {
    expiresAt.value = client.tokens.expiresAt
  }
  client.addEventListener('rejected', show, { signal })
  client.addEventListener('refresh', show, { signal })
  client.addEventListener('refresh', () => (error.value = undefined), { signal })
  client.addEventListener('refresherror', ({ detail }) => (error.value = detail.error), { signal })
  onScopeDispose(() => listening.abort())
  return { expiresAt, error }
}
