import { createContextClient } from 'ap-context-fetch'

export const client = createContextClient({ getToken: () => shopify.idToken(), scheme: 'Bearer' })
