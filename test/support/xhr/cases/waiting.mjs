import { waitingRequest } from './waiting-request.mjs'

/** How a request that waits for its token ends. @type {Record<string, import('./index.mjs').XhrCase>} */
export const waiting = {
  'U3: while it waits it is open and silent, and then it leaves with everything that it was given': {
    async run() {
      const xhr = await waitingRequest()
      const before = [xhr.readyState, xhr.status, ...kit.log]
      kit.answer()
      await kit.end
      return [before, kit.log.filter(entry => entry !== 'progress 3')]
    },
    told: [
      [1, 0, 'readystatechange 1'],
      [
        'readystatechange 1',
        'loadstart 1',
        'readystatechange 2',
        'readystatechange 3',
        'readystatechange 4',
        'load 4',
        'loadend 4',
      ],
    ],
    sent: ['POST /api/first, token 1, x-first: yes | first'],
  },

  'U3: while it waits it counts as sent: neither a header nor a second send()': {
    async run() {
      const xhr = await waitingRequest()
      const thrown = [() => xhr.send(), () => xhr.setRequestHeader('X-Late', 'yes')].map(kit.nameOfThrown)
      kit.answer()
      await kit.end
      return thrown
    },
    isPlatform: true,
    told: ['InvalidStateError', 'InvalidStateError'],
    sent: ['POST /api/first, token 1, x-first: yes | first'],
  },

  'U3: what it throws meanwhile names the method': {
    async run() {
      const xhr = await waitingRequest()
      const thrown = [() => xhr.send(), () => xhr.setRequestHeader('X-Late', 'yes')].map(kit.thrownBy)
      return thrown.map(({ message }) => /'(\w+)' on 'XMLHttpRequest'/.exec(message)?.[1])
    },
    told: ['send', 'setRequestHeader'],
  },

  'U3: abort() sends nothing, not even when the token arrives, and another request gets that token': {
    async run() {
      const xhr = await waitingRequest()
      xhr.abort()
      const states = [xhr.readyState]
      xhr.abort()
      kit.answer()
      await kit.send('/api/second')
      return [...states, xhr.readyState, kit.calls]
    },
    told: [0, 0, 1],
    sent: ['GET /api/second, token 1'],
  },

  ...Object.fromEntries(
    ['abort', 'timeout', 'error'].map(ending => [
      `U3: ${ending} ends it as on the wire: the same events, state and status, and then send() throws and abort() is silent`,
      {
        async run() {
          const xhr = await waitingRequest({ hear: true, timeout: ending === 'timeout' ? 20 : 0 })
          const said = kit.log.length
          if (ending === 'abort') xhr.abort()
          if (ending === 'error') kit.fail()
          await kit.end
          const log = kit.log.slice(said)
          const thrown = [() => xhr.send(), () => xhr.setRequestHeader('a', 'b')].map(kit.nameOfThrown)
          const state = xhr.readyState
          xhr.abort()
          kit.answer()
          return {
            log,
            thrown,
            state,
            after: xhr.readyState,
            status: xhr.status,
            more: kit.log.length - said,
          }
        },
        told: {
          log: ['readystatechange 4', `upload.${ending} 4`, 'upload.loadend 4', `${ending} 4`, 'loadend 4'],
          thrown: ['InvalidStateError', 'InvalidStateError'],
          state: ending === 'abort' ? 0 : 4,
          after: 0,
          status: 0,
          more: 5,
        },
        sent: [],
      },
    ]),
  ),

  'U3: a listener of loadstart may abort it, on the wire': {
    async run() {
      const xhr = await waitingRequest()
      xhr.addEventListener('loadstart', () => xhr.abort())
      kit.answer()
      await kit.end
      return kit.log.slice(1)
    },
    told: ['loadstart 1', 'readystatechange 4', 'abort 4', 'loadend 4'],
  },

  'F11: a token that cannot be had is an error event: status 0, nothing sent, told once': {
    async run() {
      kit.install()
      kit.bridge = 'failing'
      const sent = await Promise.all(['a', 'b', 'c'].map(name => kit.send(`/api/${name}`)))
      kit.bridge = 'at once'
      const { status } = await kit.send('/api/later')
      const ends = sent.map(({ status, readyState, log }) => [status, readyState, log.at(-2)])
      return { ends, status, events: kit.eventTypes() }
    },
    told: { ends: Array(3).fill([0, 4, 'error 4']), status: 200, events: ['refresherror', 'refresh'] },
    sent: ['GET /api/later, token 1'],
  },

  'T11: dispose() of the client ends it as an error': {
    async run() {
      await waitingRequest()
      kit.client.dispose()
      await kit.end
      return kit.log.slice(-2)
    },
    told: ['error 4', 'loadend 4'],
    sent: [],
  },

  'U2: uninstalled while it waits, it still leaves with its token': {
    async run() {
      await waitingRequest()
      kit.undo()
      kit.answer()
      await kit.end
    },
    sent: ['POST /api/first, token 1, x-first: yes | first'],
  },

  'S7: a request that the source makes before its first await passes untouched': {
    async run() {
      const getToken = async () => {
        const ended = kit.send('/api/of-the-source')
        await ended
        kit.tokens.push(kit.createToken())
        return kit.tokens[0]
      }
      kit.install({}, { getToken })
      await kit.send('/api/of-the-page')
    },
    sent: ['GET /api/of-the-source, nothing', 'GET /api/of-the-page, token 1'],
  },
}
