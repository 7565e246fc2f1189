import { waitingRequest } from './waiting-request.mjs'

/** What a request fixes at `send()`, though it waits. @type {Record<string, import('./index.mjs').XhrCase>} */
export const fixedAtSend = {
  'U4: a form and parameters that change meanwhile are sent as they were': {
    async run() {
      kit.installHeld()
      const form = new FormData()
      const params = new URLSearchParams()
      for (const body of [form, params]) body.set('a', '1')
      const sent = [form, params].map((body, i) => kit.send(`/api/${i}`, { method: 'POST', body }))
      await kit.asked()
      for (const body of [form, params]) body.set('a', '2')
      kit.answer()
      await Promise.all(sent)
    },
    sent: ['POST /api/0, token 1 | a=1', 'POST /api/1, token 1 | a=1'],
  },

  'U4: a body that throws when it is read throws at send(), and nothing is sent': {
    async run() {
      kit.installHeld()
      const xhr = new XMLHttpRequest()
      xhr.open('POST', '/api/x')
      const unreadable = {
        toString() {
          throw new RangeError('unreadable')
        },
      }
      const thrown = kit.thrownBy(() => xhr.send(unreadable))
      kit.client?.dispose() // No rejection is left that nobody handles.
      await new Promise(resolve => setTimeout(resolve))
      return thrown
    },
    isPlatform: true,
    told: { name: 'RangeError', message: 'unreadable' },
    sent: [],
  },

  'U4: withCredentials throws afterwards, and is what it was': {
    async run() {
      const xhr = await waitingRequest({ withCredentials: true })
      const thrown = kit.nameOfThrown(() => {
        xhr.withCredentials = false
      })
      const value = xhr.withCredentials
      kit.answer()
      await kit.end
      return [thrown, value]
    },
    isPlatform: true,
    told: ['InvalidStateError', true],
  },

  'U4: upload listeners that come after send() are told nothing, if the upload was not looked at before': {
    async run() {
      const xhr = await waitingRequest()
      const { upload } = xhr
      const heard = []
      for (const type of ['loadstart', 'progress', 'load', 'loadend'])
        upload.addEventListener(type, () => heard.push(type))
      kit.answer()
      await kit.end
      return [heard, xhr.upload === upload]
    },
    isPlatform: true,
    told: [[], true],
  },

  'U4: the wait counts against timeout, and the caller’s value is there again afterwards': {
    async run() {
      const xhr = await waitingRequest({ timeout: 60_000 })
      const started = performance.now()
      while (performance.now() - started < 20) await new Promise(resolve => setTimeout(resolve, 5))
      const left = new Promise(resolve => xhr.addEventListener('loadstart', () => resolve(xhr.timeout)))
      kit.answer()
      const isLess = (await left) <= 59_980
      await kit.end
      return { isLess, after: xhr.timeout }
    },
    told: { isLess: true, after: 60_000 },
  },

  'U4: a timeout longer than timers are is none while it waits': {
    async run() {
      const xhr = await waitingRequest({ timeout: 2 ** 32 - 1 })
      kit.answer()
      await kit.end
      return [...kit.log.slice(-2), xhr.timeout]
    },
    isPlatform: true,
    told: ['load 4', 'loadend 4', 2 ** 32 - 1],
  },

  'U4: a timeout that is set while it waits counts too': {
    async run() {
      const xhr = await waitingRequest()
      xhr.open('GET', '/api/x?hold')
      xhr.send()
      xhr.timeout = 30
      kit.answer()
      await kit.end
      return [kit.log.at(-2), xhr.timeout]
    },
    isPlatform: true,
    told: ['timeout 4', 30],
  },

  'U4: opened anew on the wire, it has its timeout whole again': {
    async run() {
      const xhr = await waitingRequest({ timeout: 60_000 })
      xhr.open('GET', '/api/x?hold')
      const left = new Promise(resolve => xhr.addEventListener('loadstart', resolve))
      xhr.send()
      kit.answer()
      await left
      xhr.open('GET', '/api/x')
      return xhr.timeout
    },
    isPlatform: true,
    told: 60_000,
  },
}
