/**
 * One scene for each way to succeed and to fail. `stage` sets the product and the backend up, `play` runs in the
 * app's page and returns how it ended, which is `ends`.
 */
export const scenes = [
  {
    name: 'requests that succeed, by every way there is',
    play: async () => {
      const client = trace.listen(ApContextFetch.createContextClient())
      const undo = ApContextFetch.installContextFetch(client)
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/me')
      xhr.send()
      await new Promise(resolve => xhr.addEventListener('loadend', resolve))
      const ends = [
        (await client.fetch('/api/me')).status,
        (await client.http.post('/api/echo', { json: { a: 1 } })).status,
        (await fetch('/api/me')).status,
        xhr.status,
      ]
      trace.tell('client', { expiresAt: client.tokens.expiresAt })
      undo()
      return ends.join()
    },
    ends: '200,200,200,200',
  },
  {
    name: 'a token that was revoked, and a response that stays rejected',
    stage: demo => demo.revokeCurrent(),
    play: async () => {
      const { status } = await globalThis.client.fetch('/api/me?a=b')
      const strict = trace.listen(ApContextFetch.createContextClient({ isRejected: () => true }))
      const again = await strict.fetch('/api/me')
      trace.tell('response', { status: again.status, url: again.url })
      const xhr = new XMLHttpRequest()
      const undo = ApContextFetch.installContextFetch(strict)
      xhr.open('GET', '/api/me')
      xhr.send()
      await new Promise(resolve => xhr.addEventListener('loadend', resolve))
      undo()
      return `${status},${again.status},${xhr.status}`
    },
    ends: '200,200,200',
  },
  {
    name: 'the same token again',
    stage: demo => {
      demo.revokeCurrent()
      demo.settings.fault = 'same'
    },
    play: async () => {
      const { status } = await globalThis.client.fetch('/api/me')
      globalThis.client = globalThis.fresh() // For 10 s this one leaves its refused token alone (F7).
      return String(status)
    },
    ends: '401',
  },
  {
    name: 'a secret that was rotated, so that Connect Express answers 400',
    play: async () => {
      const [head, payload] = (await globalThis.client.getToken()).split('.')
      let calls = 0
      const client = globalThis.fresh({
        getToken: () => `${head}.${payload}.wrong${calls++}`,
        isRejected: ({ status }) => status === 400,
      })
      return [
        (await client.fetch('/api/me')).status,
        await trace.failing('HTTPError', () => client.http('api/me').json()),
      ].join()
    },
    ends: '400,HTTPError',
  },
  {
    name: 'a bridge that rejects',
    stage: demo => {
      demo.settings.fault = 'reject'
    },
    play: () => trace.failing('source-error', () => globalThis.fresh().fetch('/api/me')),
    ends: 'source-error',
  },
  {
    name: 'a bridge that rejects, and what is let in',
    stage: demo => {
      demo.settings.fault = 'reject'
    },
    play: async () => {
      const undo = ApContextFetch.installContextFetch(globalThis.fresh())
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/me')
      const ended = new Promise(resolve => xhr.addEventListener('error', resolve))
      xhr.send()
      trace.tell('XMLHttpRequest', await ended)
      const ends = [
        xhr.status,
        await trace.failing('installed fetch', () => fetch('/api/me')),
        await trace.failing('synchronous', () => {
          const sync = new XMLHttpRequest()
          sync.open('GET', '/api/me', false)
          sync.send()
        }),
      ]
      undo()
      return ends.join()
    },
    ends: '0,source-error,done', // U3: a synchronous one leaves without a token.
  },
  {
    name: 'a bridge that never answers',
    stage: demo => {
      demo.settings.fault = 'hang'
    },
    play: () => trace.failing('timeout', () => globalThis.fresh({ tokenTimeout: 100 }).http('api/me').json()),
    ends: 'timeout',
  },
  {
    name: 'sources that quote a token in what they fail with',
    play: async () => {
      const token = await globalThis.client.getToken()
      const failures = [
        () => `${token}!`,
        () => ({ token }),
        () => Promise.reject(token),
        () => Promise.reject(new Error(`not good: ${token}`)),
        () => Promise.reject(new Error('x', { cause: new Error(token.split('.')[1]) })),
        () => Promise.reject({ response: { token } }),
        () => {
          throw new TypeError(`Invalid value ${token}`)
        },
      ]
      const ends = failures.map(getToken =>
        trace.failing('quoting source', () => globalThis.fresh({ getToken }).fetch('/api/me')),
      )
      return [...new Set(await Promise.all(ends))].sort().join()
    },
    ends: 'malformed-token,source-error',
  },
  {
    name: 'tokens that are decoded and are none',
    play: async () => {
      const [head, payload, signature] = (await globalThis.client.getToken()).split('.')
      const wrong = [`${head}.${payload}x.${signature}`, `${head}.!${payload}.${signature}`, payload]
      const ends = wrong.map(token =>
        trace.failing('decode', async () => ApContextFetch.decodeContextToken(token)),
      )
      return [...new Set(await Promise.all(ends))].join()
    },
    ends: 'malformed-token',
  },
  {
    name: 'URLs that may not have it',
    play: async foreign => {
      const { client } = globalThis
      return [
        await trace.failing('authorizeUrl', () => client.authorizeUrl(`${foreign}/file`)),
        await trace.failing('foreign', () => client.fetch(`${foreign}/`)),
        await trace.failing('redirect', () => client.fetch('/api/leave')),
        await trace.failing('redirect of ky', () => client.http('api/leave').text()),
      ].join()
    },
    ends: 'RangeError,done,done,done',
  },
  {
    name: 'a URL that is asked for with a token, and not used',
    play: async () => {
      const { client } = globalThis
      const url = await client.authorizeUrl('/api/me')
      return String(url.searchParams.get('jwt') === (await client.getToken()))
    },
    ends: 'true',
  },
  {
    name: 'what is aborted, answered badly, or disposed',
    stage: demo => {
      demo.settings.latency = 300
    },
    play: async () => {
      const { client, fresh } = globalThis
      const controller = new AbortController()
      const aborted = trace.failing('abort', () => fresh().fetch('/api/me', { signal: controller.signal }))
      controller.abort()
      const closing = fresh()
      const disposed = trace.failing('dispose', () => closing.getToken())
      closing.dispose()
      return [
        await aborted,
        await disposed,
        await trace.failing('after dispose', () => closing.fetch('/api/me')),
        await trace.failing('HTTPError', () => client.http('api/no-such-thing').json()),
        await trace.failing('TimeoutError', () => fresh().http('api/me', { timeout: 50 }).json()),
        await trace.failing('no JSON', () => client.http('plain.html').json()),
        await trace.failing('wrong arguments', () => client.fetch('/api/me', { method: 'CONNECT' })),
        await trace.failing('wrong body', () => client.fetch('/api/me', { body: 'x' })),
      ].join()
    },
    ends: 'AbortError,disposed,disposed,HTTPError,TimeoutError,SyntaxError,TypeError,TypeError',
  },
]
