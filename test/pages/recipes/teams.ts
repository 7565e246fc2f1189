import { app, authentication } from '@microsoft/teams-js'
import { createContextClient } from 'ap-context-fetch'

export const client = createContextClient({
  getToken: async () => {
    await app.initialize()
    return authentication.getAuthToken()
  },
  scheme: 'Bearer',
  tokenTimeout: 60_000, // Somebody may have to consent first.
})
