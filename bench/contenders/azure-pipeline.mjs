import {
  bearerTokenAuthenticationPolicy,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
} from '@azure/core-rest-pipeline'
import { expiryOf } from '../support/tokens.mjs'

/**
 * `bearerTokenAuthenticationPolicy` of Azure's SDKs: it caches, and refreshes ahead of time. Requests are its own
 * objects, of strings, to `https:` alone, with none of the semantics of `fetch`; at a 401 it sends again only if the
 * answer has a challenge that it knows.
 */
export const name = '@azure/core-rest-pipeline'
export function create({ fetch, getToken }) {
  const pipeline = createEmptyPipeline()
  const credential = {
    getToken: async () => {
      const token = await getToken()
      return { token, expiresOnTimestamp: expiryOf(token) }
    },
  }
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: [] }))
  const client = {
    sendRequest: async request => {
      const { url, method, body } = request
      const response = await fetch(url, { method, body, headers: request.headers.toJSON() })
      return { request, status: response.status, headers: createHttpHeaders(response.headers) }
    },
  }
  return {
    request: (url, init) => {
      const headers = createHttpHeaders(init?.headers)
      return pipeline.sendRequest(client, createPipelineRequest({ url, ...init, headers }))
    },
  }
}
export const doesNot = { retry: 'sends again only at a challenge of its own' }
