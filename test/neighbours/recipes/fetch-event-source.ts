import { fetchEventSource } from '@microsoft/fetch-event-source'
import type { ContextClient } from 'ap-context-fetch'

export function createReader(client: ContextClient) {
  return async () => {
    let issue = ''
    await fetchEventSource('/api/events', {
      fetch: client.fetch,
      // ACE answers 406 instead of 401 to who accepts nothing but events.
      headers: { accept: 'text/event-stream, application/json' },
      onmessage({ data }) {
        issue = data
      },
      onerror(error) {
        throw error // Without this it asks again for ever, each time with the token of then.
      },
    })
    return issue
  }
}
