import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openWithFakes } from '../app/fakes.js'

let app
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
afterEach(() => app.close())

test('the first request carries the first token', async () => {
  app = openWithFakes()
  expect(await app.notes.load()).toEqual(['Ship it'])
  expect(app.backend.requests[0].headers.get('authorization')).toBe(`JWT ${app.ap.issued[0]}`)
})
test('a token that expires is replaced before the backend refuses it', async () => {
  app = openWithFakes({ lifetime: 60_000 })
  await app.notes.load()
  await vi.advanceTimersByTimeAsync(60_000)
  await app.notes.load()
  expect(app.statuses()).toEqual([200, 200])
})
test('a token that is refused is replaced, and the request sent again', async () => {
  app = openWithFakes()
  await app.notes.load()
  app.backend.revoke(app.ap.issued[0])
  await app.notes.load()
  expect(app.statuses()).toEqual([200, 401, 200])
})
test('a bridge that hangs is an error after eight seconds', async () => {
  app = openWithFakes({ failure: 'hang' })
  const failed = app.notes.load().catch(error => error.code)
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await failed).toBe('timeout')
})
test('an anonymous user reads as somebody', async () => {
  app = openWithFakes({ claims: { sub: undefined } })
  expect(await app.notes.reader()).toBe('somebody')
})
