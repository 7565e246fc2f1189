import { waitingRequest } from './waiting-request.mjs'

/** A request that is opened while it waits, or after it ended. @type {Record<string, import('./index.mjs').XhrCase>} */
export const openedAnew = {
  'U3: opened while it waits, what waited is never sent, and no event tells of it': {
    async run() {
      const xhr = await waitingRequest({ timeout: 60_000 })
      xhr.open('PUT', '/api/second')
      xhr.send('second')
      kit.answer()
      await kit.end
      return kit.log.filter(entry => /readystatechange 1|abort|error|end/.test(entry))
    },
    isPlatform: true,
    told: ['readystatechange 1', 'loadend 4'],
    sent: ['PUT /api/second, token 1 | second'],
  },

  'U3: an open() that throws leaves it waiting, and it is sent': {
    async run() {
      const xhr = await waitingRequest()
      const thrown = kit.nameOfThrown(() => xhr.open('not a method', '/api/second'))
      kit.answer()
      await kit.end
      return thrown
    },
    isPlatform: true,
    told: 'SyntaxError',
    sent: ['POST /api/first, token 1, x-first: yes | first'],
  },

  'U3: an open() that throws leaves it as it was opened before': {
    async run({ foreign }) {
      await kit.installReady()
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/x')
      const thrown = kit.nameOfThrown(() => xhr.open('TRACE', `${foreign}/api/x`))
      xhr.send()
      await kit.ended(xhr)
      return thrown
    },
    isPlatform: true,
    told: 'SecurityError',
    sent: ['GET /api/x, token 1'],
  },

  'U3: where the first open() throws, send() says that nothing is open': {
    run() {
      kit.install()
      const xhr = new XMLHttpRequest()
      return [() => xhr.open('A B', '/api/x'), () => xhr.send()].map(kit.nameOfThrown).concat(kit.calls)
    },
    isPlatform: true,
    told: ['SyntaxError', 'InvalidStateError', 0],
    sent: [],
  },

  'F2: opened for a foreign URL while it waits, it is sent there, with no token': {
    async run({ foreign }) {
      const xhr = await waitingRequest()
      xhr.open('GET', `${foreign}/api/foreign`)
      xhr.send()
      await kit.end
      kit.answer()
    },
    sent: ['GET foreign /api/foreign, nothing'],
  },

  ...Object.fromEntries(
    ['abort', 'error'].map(ending => [
      `U3: opened anew after ${ending}, it says so and is sent`,
      {
        async run() {
          const xhr = await waitingRequest()
          if (ending === 'abort') xhr.abort()
          else kit.fail()
          await kit.end
          const said = kit.log.length
          xhr.open('GET', '/api/second')
          xhr.send()
          await kit.asked()
          kit.answer()
          await kit.ended(xhr)
          return [kit.log[said], kit.log.at(-1)]
        },
        told: ['readystatechange 1', 'loadend 4'],
        sent: [`GET /api/second, token 1`],
      },
    ]),
  ),

  'U3: a listener of its end may open it anew and send it, and abort() does not take that back': {
    async run() {
      const xhr = await waitingRequest()
      xhr.addEventListener('abort', () => {
        xhr.open('GET', '/api/second')
        xhr.send()
      })
      const again = new Promise(resolve => xhr.addEventListener('load', resolve))
      xhr.abort()
      const state = xhr.readyState
      kit.answer()
      await again
      return [state, xhr.status]
    },
    isPlatform: true,
    told: [1, 200],
    sent: ['GET /api/second, token 1'],
  },

  'U3: a listener of open() may send it': {
    async run() {
      kit.install()
      const xhr = new XMLHttpRequest()
      xhr.addEventListener('readystatechange', () => xhr.readyState === 1 && xhr.send())
      xhr.open('GET', '/api/x')
      await kit.ended(xhr)
      return xhr.status
    },
    isPlatform: true,
    told: 200,
    sent: ['GET /api/x, token 1'],
  },
}
