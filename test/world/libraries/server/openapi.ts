/** As openapi-typescript writes it from the description of an API. */
export interface paths {
  '/api/me': {
    get: {
      responses: {
        200: { content: { 'application/json': { issue: string } } }
      }
    }
  }
}
