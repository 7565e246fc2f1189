import type { ContextClient } from 'ap-context-fetch'

/** Events without end: a stream with the new token takes over, then the older ones are closed. */
export function openEvents(
  client: ContextClient,
  url: string,
  onMessage: (message: MessageEvent) => void,
): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const streams = new Set<EventSource>() // oldest first
  const closeUntil = (kept?: EventSource) => {
    for (const stream of streams) {
      if (stream === kept) return
      stream.close()
      streams.delete(stream)
    }
  }
  const open = async () => {
    try {
      const next = new EventSource(await client.authorizeUrl(url, { signal }))
      streams.add(next)
      next.addEventListener('open', () => closeUntil(next))
      next.addEventListener('message', onMessage)
    } catch (error) {
      if (!signal.aborted) reportError(error)
    }
  }
  open().then(() => client.addEventListener('refresh', open, { signal }))
  signal.addEventListener('abort', () => closeUntil())
  return () => ended.abort()
}
