import { base, endless, outcome } from '../world.mjs'

/** @type {import('../world.mjs').Case[]} */
export const ends = [
  {
    name: 'G4: one that is aborted before sends nothing',
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(createForgeFetch(settings)('/a', { signal: AbortSignal.abort('gone') })),
      host.calls,
    ],
    expected: ['gone', 0],
  },
  ...[
    ['the reason', ['left'], 'left'],
    ['an AbortError where there is no reason', [], 'AbortError'],
  ].map(([what, reason, end]) => ({
    name: `G4: one that is aborted while the host is silent ends with ${what}, and the bridge sees no signal`,
    async run({ createForgeFetch, settings, host }) {
      host.next = () => new Promise(() => {})
      const controller = new AbortController()
      const asked = outcome(createForgeFetch(settings)('/a', { signal: controller.signal }))
      await host.called()
      controller.abort(...reason)
      return [await asked, host.calls, host.complaints]
    },
    expected: [end, 1, []],
  })),
  {
    name: 'G4: a body that never ends ends with the signal',
    async run({ createForgeFetch, settings, host }) {
      const controller = new AbortController()
      const request = new Request(`${base}a`, { method: 'POST', body: endless(), duplex: 'half' })
      const asked = outcome(createForgeFetch(settings)(request, { signal: controller.signal }))
      await new Promise(resolve => setTimeout(resolve))
      controller.abort('left')
      return [await asked, host.calls]
    },
    expected: ['left', 0],
  },
  ...['requestRemote', 'invokeRemote'].map(via => ({
    name: `G4: a silent host ends in a TimeoutError through ${via}, and the next request works`,
    async run({ createForgeFetch, settings, host }) {
      host.next = () => new Promise(() => {})
      const fetch = createForgeFetch({ ...settings, via, timeout: 20 })
      return [await outcome(fetch('/a')), (await createForgeFetch({ ...settings, via })('/a')).status]
    },
    expected: ['TimeoutError', 200],
  })),
  {
    name: 'G7: dispose() rejects whoever waits and comes later',
    async run({ createForgeClient, settings, host }) {
      const client = createForgeClient(settings)
      host.next = () => new Promise(() => {})
      const code = promise => promise.catch(error => error.code)
      const waiting = code(client.fetch('/a'))
      await host.called()
      client.dispose()
      return Promise.all([waiting, code(client.fetch('/a')), code(client.getClaims())])
    },
    expected: ['disposed', 'disposed', 'disposed'],
  },
]
