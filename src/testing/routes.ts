import type { ContextClaims } from '../shared/context-claims.js'
import { checkObject } from './check.js'
import type { FakeRoute } from './types.js'

/** Answers requests by their routes: method and path exactly, else `*`, else 404. */
export function routesOf(
  given: Record<string, FakeRoute> | undefined,
): (request: Request, claims: ContextClaims) => Promise<Response> {
  const routes = new Map(Object.entries(checkObject('routes', given)))
  for (const [key, route] of routes) {
    if (key !== '*' && !/^[A-Z]+ \/[^?#]*$/.test(key)) {
      throw new TypeError(`routes: expected keys like 'GET /api/notes', or '*', got '${key}'`)
    }
    if (typeof route !== 'function') {
      throw new TypeError(`routes: expected a function for '${key}', got ${typeof route}`)
    }
  }
  return async (request, claims) => {
    const key = `${request.method} ${new URL(request.url).pathname}`
    const route = routes.get(key) ?? routes.get('*')
    if (!route) return notFound(key)
    const response: unknown = await route(request, claims)
    if (!isResponse(response))
      throw new TypeError(`routes: expected a Response for '${key}', got ${typeof response}`)
    return response
  }
}

const notFound = (key: string): Response =>
  new Response(`No route for ${key}: add '${key}' to the routes of the fake backend.`, { status: 404 })

/** Also one of another realm or of a polyfill. */
const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'status' in value
