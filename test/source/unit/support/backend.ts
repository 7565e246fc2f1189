import { createFakeBackend, type FakeBackend } from '../../../../src/testing/index.js'

export const origin = 'https://app.example.com'

/** A backend that welcomes every token which was not revoked. */
export const welcomingBackend = (): FakeBackend =>
  createFakeBackend({ routes: { '*': () => new Response('welcome') } })

/** One that knows no token, and so refuses all. */
export const refusingBackend = (): FakeBackend => createFakeBackend({ ap: { issued: [] } })

/** What the requests had in their header `Authorization`. */
export const authorizations = ({ requests }: FakeBackend): (string | null)[] =>
  requests.map(({ headers }) => headers.get('authorization'))
