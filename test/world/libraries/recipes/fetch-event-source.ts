import { fetchEventSource } from '@microsoft/fetch-event-source'
import type { ContextClient } from 'ap-context-fetch'

export function createReader(client: ContextClient) {
  return async () => {
    let issue = ''
    await fetchEventSource('/api/events', {
      fetch: client.fetch,
      // ACE says 406 instead of 401 to those who accept nothing but events.
      headers: { accept: 'text/event-stream, application/json' },
      onmessage({ data }) {
        issue = data
      },
      onerror(error) {
        throw error // Or else it asks again forever.
      },
    })
    return issue
  }
}
