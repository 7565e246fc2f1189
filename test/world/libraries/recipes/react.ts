import type { ContextClient, ContextTokenError } from 'ap-context-fetch'
import { useCallback, useState, useSyncExternalStore } from 'react'

/** When the token expires, in Unix milliseconds, and why the last refresh failed, if it did. */
export function useToken(client: ContextClient) {
  const [error, setError] = useState<ContextTokenError>()
  const subscribe = useCallback(
    (onChange: () => void) => {
      const listening = new AbortController()
      const { signal } = listening
      client.addEventListener('refresh', () => setError(undefined), { signal })
      client.addEventListener('refresherror', ({ detail }) => setError(detail.error), { signal })
      for (const type of ['refresh', 'rejected']) client.addEventListener(type, onChange, { signal })
      return () => listening.abort()
    },
    [client],
  )
  const expiresAt = useSyncExternalStore(
    subscribe,
    () => client.tokens.expiresAt,
    () => undefined, // on a server
  )
  return { expiresAt, error }
}
