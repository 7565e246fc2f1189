import { createContextClient } from 'ap-context-fetch'

export const contextFetch = createContextClient().fetch
