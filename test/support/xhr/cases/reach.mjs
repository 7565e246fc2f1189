/** Which requests take the token. @type {Record<string, import('./index.mjs').XhrCase>} */
export const reach = {
  'U3: with a usable token it leaves at once, with the token and all that was set': {
    async run() {
      await kit.installReady()
      await kit.send('/api/x', { method: 'POST', body: 'body', headers: { 'X-First': 'yes' } })
    },
    sent: ['POST /api/x, token 1, x-first: yes | body'],
  },

  'U3: the scheme is that of the client': {
    async run() {
      kit.install({}, { scheme: 'Bearer' })
      await kit.send('/api/x')
    },
    sent: ['GET /api/x, Bearer token 1'],
  },

  'U3: each time it is opened it takes the token of that time': {
    async run() {
      await kit.installReady()
      const xhr = new XMLHttpRequest()
      for (const path of ['/api/1', '/api/2']) {
        xhr.open('GET', path)
        xhr.send()
        await kit.ended(xhr)
        await kit.client.tokens.refresh()
      }
    },
    sent: ['GET /api/1, token 1', 'GET /api/2, token 2'],
  },

  'F2: no token for a foreign origin, a look-alike, a blob: or data: URL, and the source is not asked': {
    async run({ foreign }) {
      kit.install()
      const { host } = location
      const elsewhere = new URL(foreign).host
      for (const url of [
        `${foreign}/api/1`,
        `//${elsewhere}/api/2`,
        `http://${host}@${elsewhere}/api/3`,
        `http:\\\\${elsewhere}/api/4`,
        `\t//${elsewhere}/api\n/5`,
        URL.createObjectURL(new Blob(['x'])),
        'data:text/plain,x',
        'about:blank',
        'http://[',
      ]) {
        try {
          await kit.send(url)
        } catch {} // As the platform does.
      }
      return [kit.calls, [...new Set(kit.untouched)]]
    },
    told: [0, ['origin']],
    sent: [1, 2, 3, 4, 5].map(n => `GET foreign /api/${n}, nothing`),
  },

  'F1: the URL that was checked is the URL that is sent': {
    async run({ foreign }) {
      kit.install()
      const texts = ['/api/x', `${foreign}/api/x`]
      await kit.send({ toString: () => texts.shift() ?? `${foreign}/api/x` })
    },
    sent: ['GET /api/x, token 1'],
  },

  'F4: its own Authorization is left alone, however it is written, and its 401 is no rejection': {
    async run() {
      kit.install()
      for (const name of ['Authorization', 'authorization', 'AUTHORIZATION'])
        await kit.send('/api/x?status=401', { headers: { [name]: `JWT of ${name}` } })
      return [kit.events, kit.calls, kit.untouched]
    },
    told: [[], 0, Array(3).fill('authorization')],
    sent: ['Authorization', 'authorization', 'AUTHORIZATION'].map(name => `GET /api/x, JWT of ${name}`),
  },

  'F4: user and password, as arguments or in the URL, are an authorization of its own': {
    async run() {
      kit.install()
      for (const args of [
        ['/api/x', true, 'me', 'secret'],
        ['/api/x', true, 'me'],
        ['/api/x', true, null, 'secret'],
        [`http://me:secret@${location.host}/api/x`],
        [`http://:secret@${location.host}/api/x`],
      ]) {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', ...args)
        xhr.send()
        await kit.ended(xhr)
      }
      return [kit.calls, kit.untouched]
    },
    told: [0, Array(5).fill('authorization')],
  },

  'F4: no user and no password, said with undefined or null, is none': {
    async run() {
      kit.install()
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/x', true, undefined, null)
      xhr.send()
      await kit.ended(xhr)
    },
    sent: ['GET /api/x, token 1'],
  },

  'F4: a header that only sounds like Authorization changes nothing': {
    async run() {
      kit.install()
      await kit.send('/api/x', { headers: { 'X-Authorization': 'x', 'Authorization-Info': 'x' } })
    },
    sent: ['GET /api/x, token 1, x-authorization: x'],
  },

  'F2: a URL is relative to the page': {
    async run() {
      kit.install()
      await kit.send(new URL('/api/x', document.baseURI).pathname.replace('/', '../'.repeat(9)))
    },
    sent: ['GET /api/x, token 1'],
  },

  'F14, F16: takesToken is asked at send(), once, and what it turns away is told': {
    async run() {
      const asked = []
      const takesToken = ({ url }) => asked.push(url.pathname) && url.pathname !== '/api/public'
      kit.install({}, { takesToken })
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/public')
      const before = asked.length
      xhr.send()
      await kit.ended(xhr)
      await kit.send('/api/x')
      return [before, asked, kit.untouched]
    },
    told: [0, ['/api/public', '/api/x'], ['option']],
    sent: ['GET /api/public, nothing', 'GET /api/x, token 1'],
  },

  'F14: what takesToken throws comes out of send(), and nothing is sent': {
    run() {
      const takesToken = () => {
        throw new RangeError('mine')
      }
      kit.install({}, { takesToken })
      const xhr = new XMLHttpRequest()
      xhr.open('GET', '/api/x')
      return kit.thrownBy(() => xhr.send())
    },
    told: { name: 'RangeError', message: 'mine' },
    sent: [],
  },
}
