import { expect, test } from 'vitest'
import * as exported from '../../src/index.js'
import * as testing from '../../src/testing/index.js'
import { blockOf, pageOf, run } from './pages.js'

test('README: in your unit tests, a token that was revoked is replaced', async () => {
  const printed: unknown[] = []
  const console = { log: (value: unknown) => printed.push(value) }
  await run(blockOf('README.md', 'createFakeAP'), { ...exported, ...testing, console })
  expect(printed).toEqual([['Ship it'], [200, 401, 200]])
  expect('AP' in globalThis).toBe(false)
})

test('README: the single-page section begins with the script that puts AP there, then the bundle', () => {
  const { text, blocks } = pageOf('README.md')
  const start = text.slice(0, text.indexOf('### In a single-page app')).split('\n').length
  const [first, second] = blocks.filter(({ line }) => line > start)
  expect(first?.language).toBe('html')
  const scripts = [...(first?.code ?? '').matchAll(/src="([^"]+)"/g)].map(([, src]) => src)
  expect(scripts).toEqual(['https://connect-cdn.atl-paas.net/all.js', 'app.js'])
  expect(second?.code).toContain("from 'ap-context-fetch'")
})

test('README: its API has one path, and its first paragraph leads to Forge', () => {
  const { text, prose } = pageOf('README.md')
  expect([...new Set(text.match(/\/api\/\w+/g))]).toEqual(['/api/notes'])
  const [, introduction = ''] = prose.split('\n\n')
  expect(introduction).toContain('31 January 2027')
  expect(introduction).toContain('(docs/forge.md)')
})

test('README: in a single-page app, the client reads twice and writes', async () => {
  const ap = testing.createFakeAP()
  const routes = {
    'GET /api/notes': () => Response.json(['Ship it']),
    'POST /api/notes': async (request: Request) => Response.json(await request.json(), { status: 201 }),
  }
  const backend = testing.createFakeBackend({ ap, routes })
  const restore = ap.install()
  // What the page and its network are to the block.
  const createContextClient = () =>
    exported.createContextClient({ baseUrl: 'https://app.example.com', fetch: backend.fetch })
  const block = blockOf('README.md', "the platform's fetch, with the token")
  expect(await run(block, { createContextClient }, 'notes')).toEqual(['Ship it'])
  expect(backend.requests.map(({ method, status }) => [method, status])).toEqual([
    ['GET', 200],
    ['GET', 200],
    ['POST', 201],
  ])
  expect(ap.calls).toBe(1)
  restore()
})

test('README: a map, which can be read in one go', () => {
  expect(pageOf('README.md').text.split('\n').length).toBeLessThan(200)
})
