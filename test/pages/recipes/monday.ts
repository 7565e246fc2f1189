import { createContextClient } from 'ap-context-fetch'
import mondaySdk from 'monday-sdk-js'

const monday = mondaySdk()

export const client = createContextClient({
  getToken: async () => (await monday.get('sessionToken')).data,
  scheme: 'Bearer',
})
