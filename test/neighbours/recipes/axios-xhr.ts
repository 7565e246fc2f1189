import { type ContextClient, installContextFetch } from 'ap-context-fetch'
import axios from 'axios'

export function createReader(client: ContextClient) {
  installContextFetch(client, { fetch: false })
  const api = axios.create()
  // A 401 to an XMLHttpRequest is not sent again by itself, but by now a new token is on its way.
  api.interceptors.response.use(undefined, error => {
    if (error.response?.status !== 401) throw error
    return axios.request(error.config) // Not `api`: once more, and no third time.
  })

  return async () => (await api.get<{ issue: string }>('/api/me')).data.issue
}
