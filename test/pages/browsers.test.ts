import { afterEach, expect, test, vi } from 'vitest'
import { createContextClient } from '../../src/index.js'
import { createFakeAP, createFakeBackend } from '../../src/testing/index.js'
import { blockOf, run } from './pages.js'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function open() {
  const ap = createFakeAP()
  const { origin } = new URL('https://app.example.com')
  const routes = {
    'GET /api/notes': () => Response.json(['Ship it']),
    'GET /api/moved': () => Response.redirect('https://stranger.example/', 307),
  }
  const backend = createFakeBackend({ ap, routes })
  vi.stubGlobal('AP', ap)
  return { backend, client: createContextClient({ baseUrl: origin, fetch: backend.fetch }) }
}

test('docs/browsers.md: without AbortSignal.any a signal works with client.fetch, and not with client.http', async () => {
  vi.stubGlobal(
    'AbortSignal',
    Object.defineProperty(class extends AbortSignal {}, 'any', { value: undefined }),
  )
  const { client } = open()
  const { signal } = new AbortController()
  expect((await client.fetch('/api/notes', { signal })).status).toBe(200)
  expect(await client.http('/api/notes').json()).toEqual(['Ship it'])
  await expect(async () => client.http('/api/notes', { signal })).rejects.toThrow(/any is not a function/)
  client.dispose()
})

test('docs/browsers.md: a redirect that is forbidden is an error, and goes nowhere', async () => {
  const { client, backend } = open()
  const block = blockOf('docs/browsers.md', "redirect: 'error'")
  const response = await run(block, { client }, 'response')
  expect(response).toMatchObject({ status: 200 })
  const moved = { ...block, code: block.code.replace('/api/notes', '/api/moved') }
  await expect(run(moved, { client })).rejects.toThrow(TypeError)
  expect(backend.requests.map(({ url }) => url)).toEqual([
    'https://app.example.com/api/notes',
    'https://app.example.com/api/moved',
  ])
  client.dispose()
})
