/** What an answer says about the token. @type {Record<string, import('./index.mjs').XhrCase>} */
export const answers = {
  'U3: a 401 is told once and not retried, and the next request has another token': {
    async run() {
      kit.install()
      const { status } = await kit.send('/api/x?status=401&secret=1')
      await kit.send('/api/next')
      const rejected = kit.events.filter(({ type }) => type === 'rejected')
      return [status, rejected.map(({ url, ...detail }) => ({ ...detail, url: new URL(url).pathname }))]
    },
    told: [401, [{ type: 'rejected', url: '/api/x', status: 401, retried: false }]],
    sent: ['GET /api/x, token 1', 'GET /api/next, token 2'],
  },

  'U3: the token is gone before a listener of the answer is told': {
    async run() {
      await kit.installReady()
      const xhr = new XMLHttpRequest()
      const seen = []
      xhr.open('GET', '/api/x?status=401')
      xhr.addEventListener('readystatechange', () => seen.push(kit.client.tokens.peek()))
      xhr.send()
      await kit.ended(xhr)
      return seen
    },
    told: [undefined, undefined, undefined],
  },

  'U3: opened again and again, it is judged once for each answer': {
    async run() {
      kit.install()
      const xhr = new XMLHttpRequest()
      for (const status of [401, 200, 401]) {
        xhr.open('GET', `/api/x?status=${status}`)
        xhr.send()
        await kit.ended(xhr)
      }
      return kit.eventTypes()
    },
    told: ['refresh', 'rejected', 'refresh', 'rejected'],
  },

  'F15: isRejected is asked once, with a Response of that status; a status that none can have is no rejection':
    {
      async run() {
        const asked = []
        const isRejected = response => {
          asked.push([response instanceof Response, response.status, response.body])
          return response.status === 400
        }
        kit.install({}, { isRejected })
        for (const status of [200, 204, 304, 400, 401, 599, 600, 999])
          await kit.send(`/api/x?status=${status}`)
        return [asked, kit.events.filter(({ type }) => type === 'rejected').map(({ status }) => status)]
      },
      told: [[200, 204, 304, 400, 401, 599].map(status => [true, status, null]), [400]],
    },

  'F15: isRejected gets headers and URL of the answer, and a promise is heeded': {
    async run() {
      const seen = []
      const isRejected = async ({ status, headers, url }) => {
        seen.push([status, headers.get('content-type'), new URL(url).pathname])
        return status === 403
      }
      kit.install({}, { isRejected })
      await kit.send('/api/x?status=403&type=text/x-expired')
      await kit.send('/api/next')
      return [seen[0], kit.eventTypes()]
    },
    told: [
      [403, 'text/x-expired', '/api/x'],
      ['refresh', 'rejected', 'refresh'],
    ],
    sent: ['GET /api/x, token 1', 'GET /api/next, token 2'],
  },

  ...Object.fromEntries(
    [302, 307].map(status => [
      `F3: a redirect (${status}) to a foreign origin takes no token there, and its 401 is no rejection`,
      {
        async run({ foreign }) {
          kit.install()
          const to = encodeURIComponent(`${foreign}/api/there?status=401`)
          const answer = await kit.send(`/api/x?status=${status}&to=${to}`)
          return [answer.status, kit.eventTypes(), kit.client.tokens.peek() === kit.tokens[0]]
        },
        told: [401, ['refresh'], true],
        sent: ['GET /api/x, token 1', 'GET foreign /api/there, nothing'],
      },
    ]),
  ),

  'U3: a network error says nothing about the token': {
    async run() {
      await kit.installReady()
      const { log } = await kit.send('/api/x?drop')
      return [log.at(-2), kit.eventTypes(), kit.client.tokens.peek() === kit.tokens[0]]
    },
    told: ['error 4', ['refresh'], true],
  },

  'F7: no storm: a hundred requests at a time against a backend that refuses everything': {
    async run() {
      kit.install()
      const round = () => Promise.all(Array.from({ length: 100 }, () => kit.send('/api/x?status=401')))
      const calls = []
      let started = 0
      for (let count = 0; count < 3; count++) {
        started = performance.now()
        await round()
        calls.push(kit.calls)
      }
      await round()
      const pauses = Math.floor((performance.now() - started) / 10_000) // None, but on a slow machine.
      const rejected = kit.events.filter(({ type, retried }) => type === 'rejected' && !retried)
      return [calls, kit.calls <= 3 + pauses, rejected.length]
    },
    // One, one for the first rejection, and one when the token of that is rejected; then a pause.
    told: [[1, 2, 3], true, 400],
  },

  'F7: a token that the backend took is on probation no more': {
    async run() {
      kit.install()
      for (const status of [401, 200, 401, 200, 401]) await kit.send(`/api/x?status=${status}`)
      return [kit.calls, kit.client.tokens.peek()]
    },
    told: [3, undefined],
  },

  'F6, F7: a source that has nothing but the rejected token is not asked again and again': {
    async run() {
      kit.install()
      await kit.send('/api/x?status=401')
      kit.bridge = 'same'
      for (let i = 0; i < 20; i++) await kit.send('/api/x?status=401')
      return kit.calls <= 3
    },
    told: true,
  },
}
