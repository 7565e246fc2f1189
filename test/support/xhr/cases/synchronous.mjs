const send = () => {
  const xhr = new XMLHttpRequest()
  const log = kit.record(xhr)
  xhr.open('GET', '/api/x?status=401', false)
  xhr.send()
  return [xhr.readyState, xhr.status, log.length > 1, kit.nameOfThrown(() => xhr.send())]
}
const told = [4, 401, true, 'InvalidStateError']

/** A synchronous request, which cannot wait. @type {Record<string, import('./index.mjs').XhrCase>} */
export const synchronous = {
  'U3: a synchronous one takes the usable token, and its 401 counts': {
    async run() {
      await kit.installReady()
      const sent = send()
      return [sent, kit.isBare || kit.eventTypes().includes('rejected')]
    },
    isPlatform: true,
    told: [told, true],
    sent: ['GET /api/x, token 1'],
  },

  'U3, F16: a synchronous one without a usable token leaves without one, says so, and the next one has it': {
    async run() {
      kit.install()
      const first = send()
      const untouched = [...kit.untouched]
      await kit.client.getToken()
      return [first, untouched, send()]
    },
    told: [told, ['sync'], told],
    sent: ['GET /api/x, nothing', 'GET /api/x, token 1'],
  },

  'U3: after a 401 to a synchronous one, later ones are sent, too': {
    async run() {
      await kit.installReady()
      return [send(), send()]
    },
    isPlatform: true,
    told: [told, told],
    sent: ['GET /api/x, token 1', 'GET /api/x, nothing'],
  },
}
