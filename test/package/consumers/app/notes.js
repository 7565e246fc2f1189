import { createContextClient } from 'ap-context-fetch'

/** The app under test: it shows notes, and to whom. It makes its client in a function, so that a test can. */
export function openNotes() {
  const client = createContextClient({ baseUrl: 'https://app.example.com' })
  return {
    load: () => client.http('/api/notes').json(),
    reader: async () => (await client.getClaims()).sub ?? 'somebody',
    close: () => client.dispose(),
  }
}
