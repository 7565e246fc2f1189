import { base, outcome } from '../world.mjs'

/** @type {import('../world.mjs').Case[]} */
export const requests = [
  {
    name: 'G2: string, URL and Request reach the remote with an invocation token, whatever init says',
    async run({ createForgeFetch, settings, host }) {
      const fetch = createForgeFetch(settings)
      await fetch('/a?x=1#y')
      await fetch(new URL('/b', base), {
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        mode: 'cors',
      })
      await fetch(new Request(`${base}c`, { method: 'PUT', body: 'text' }), {
        headers: { 'x-one': '1', 'content-type': 'text/plain' },
      })
      return host.arrived.map(({ method, url, headers }) => [
        method,
        url,
        /^Bearer \S+$/.test(headers.get('authorization')),
        headers.get('x-one'),
      ])
    },
    expected: [
      ['GET', 'https://remote.test/a?x=1', true, null],
      ['GET', 'https://remote.test/b', true, null],
      ['PUT', 'https://remote.test/c', true, '1'],
    ],
  },
  {
    name: 'G2: a Request may be the init',
    async run({ createForgeFetch, settings, host }) {
      await createForgeFetch(settings)('/a', new Request(`${base}b`, { method: 'DELETE' }))
      return host.arrived.map(({ method, url }) => [method, url])
    },
    expected: [['DELETE', 'https://remote.test/a']],
  },
  {
    name: 'G2: below the base path, which is not sent; outside of it nothing is sent',
    async run({ createForgeFetch, settings, host }) {
      const fetch = createForgeFetch({ ...settings, baseUrl: `${base}api/` })
      await fetch('notes?x=1')
      const outside = await Promise.all(['/other', '/api//evil.test/'].map(path => outcome(fetch(path))))
      return [host.arrived.map(({ url }) => url), outside, host.calls]
    },
    expected: [['https://remote.test/notes?x=1'], ['TypeError', 'TypeError'], 1],
  },
  {
    name: 'G2: a request to another origin never goes to the remote',
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(createForgeFetch(settings)('data:text/plain,elsewhere')),
      host.calls,
    ],
    expected: [{ status: 200, url: 'data:text/plain,elsewhere', text: 'elsewhere' }, 0],
  },
  {
    name: 'G7: getClaims() has the shape of a context token’s',
    async run({ createForgeClient, settings, host }) {
      const client = createForgeClient(settings)
      const claims = []
      for (const context of [
        {
          accountId: 'me',
          extension: { issue: { key: 'A-1' }, project: { key: 'A' }, type: 'jira:issuePanel' },
        },
        { accountId: 'me', extension: { content: { id: '1' }, space: { key: 'S' } } },
        { extension: {} },
      ]) {
        host.next = async () => context
        claims.push(await client.getClaims())
      }
      return claims
    },
    expected: [
      { sub: 'me', context: { jira: { issue: { key: 'A-1' }, project: { key: 'A' } } } },
      { sub: 'me', context: { confluence: { content: { id: '1' }, space: { key: 'S' } } } },
      {},
    ],
  },
]
