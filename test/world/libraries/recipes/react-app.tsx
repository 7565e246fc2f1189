import { createContextClient, isContextTokenError } from 'ap-context-fetch'
import { useEffect, useState } from 'react'

/** One for the page: all components share its token. */
export const client = createContextClient()

interface Loaded<T> {
  data?: T
  error?: unknown
}

/** What the backend answers: neither member while it loads. Asked again when `path` changes. */
export function useJson<T>(path: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({})
  useEffect(() => {
    const leaving = new AbortController()
    setLoaded({})
    client
      .http(path, { signal: leaving.signal })
      .json<T>()
      .then(
        data => setLoaded({ data }),
        error => {
          if (!leaving.signal.aborted) setLoaded({ error })
        },
      )
    return () => leaving.abort()
  }, [path])
  return loaded
}

function explain(error: unknown): string {
  if (!isContextTokenError(error)) return 'The notes could not be loaded.'
  if (error.code === 'ap-unavailable') return 'Open this app in Jira or Confluence.'
  return 'Jira or Confluence does not answer. Reload the page, or try again later.'
}

export function Notes() {
  const { data, error } = useJson<{ notes: { id: number; text: string }[] }>('/api/notes')
  if (error) return <p role="alert">{explain(error)}</p>
  if (!data) return <p>Loading …</p>
  return (
    <ul>
      {data.notes.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
    </ul>
  )
}
