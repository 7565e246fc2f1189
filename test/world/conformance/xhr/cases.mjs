/**
 * What a page does with an `XMLHttpRequest`, after the standard's text (https://xhr.spec.whatwg.org): methods, bodies, types of
 * answers, states, events, aborts, timeouts, uploads, redirects, and calls at the wrong time.
 *
 * @typedef {object} XhrCase
 * @property {string} name
 * @property {(xhr: XMLHttpRequest, context: { url: (path: string) => string, call: Call, foreign: string }) => void} act
 * @property {boolean} [isSync] is over when `act` is
 * @property {string} [endsWith] after what it is over, `loadend` otherwise
 * @property {string} [differs] why it is not compared
 * @property {string} [differsWaiting] why it is not compared for a request that waits for a token
 * @typedef {(name: string, ...args: unknown[]) => unknown} Call calls a method, and records how that ended
 */

/** @type {XhrCase[]} */
export const xhrCases = []
const add = (name, act, more = {}) => xhrCases.push({ name, act, ...more })

const simple =
  (method, path, ...body) =>
  (_xhr, { call, url }) => {
    call('open', method, url(path))
    call('send', ...body)
  }

// Methods: their spelling is made right for six of them, and three are forbidden.
for (const method of [
  'GET',
  'get',
  'Get',
  'HEAD',
  'head',
  'POST',
  'post',
  'PUT',
  'put',
  'DELETE',
  'delete',
  'OPTIONS',
  'options',
  'PATCH',
  'patch',
  'FOO',
  'foo',
  'X-ÿ',
  'CONNECT',
  'connect',
  'TRACE',
  'TRACK',
  '',
  'A B',
  'A,B',
  'GET ',
]) {
  add(`method '${method}'`, (_xhr, { call, url }) => {
    call('open', method, url('/echo'))
    call('send')
  })
}

const bytes = () => Uint8Array.from([0, 255, 128, 10, 13])
const bodies = {
  none: () => [],
  null: () => [null],
  undefined: () => [undefined],
  'an empty text': () => [''],
  'a text': () => ['Grüße 💡\r\n'],
  'a lone surrogate': () => ['a\ud800b'],
  'a number': () => [5],
  'an object': () => [{ toString: () => 'text of an object' }],
  'an array': () => [[1, 2]],
  'a Blob': () => [new Blob([bytes()], { type: 'application/x-blob' })],
  'a Blob of no type': () => [new Blob([bytes()])],
  'an empty Blob': () => [new Blob([])],
  'a File': () => [new File(['file'], 'näme.txt', { type: 'text/x-file' })],
  'an ArrayBuffer': () => [bytes().buffer],
  'an empty ArrayBuffer': () => [new ArrayBuffer(0)],
  'a view': () => [bytes().subarray(1, 3)],
  'a DataView': () => [new DataView(bytes().buffer, 2)],
  parameters: () => [new URLSearchParams({ a: 'ü &', b: '1' })],
  'no parameters': () => [new URLSearchParams()],
  'a form': () => {
    const form = new FormData()
    form.append('a', 'ü\r\n"')
    form.append('file', new File([bytes()], 'n"ä.bin', { type: 'application/x-test' }))
    return [form]
  },
  'an empty form': () => [new FormData()],
  'a Document': () => [document.implementation.createHTMLDocument('t')],
  'an XML document': () => [document.implementation.createDocument(null, 'root')],
}
for (const [kind, body] of Object.entries(bodies)) {
  for (const method of ['POST', 'PUT', 'GET', 'HEAD'])
    add(`${method} with ${kind}`, (xhr, context) => simple(method, '/echo', ...body())(xhr, context))
  for (const type of ['text/plain', 'application/x-own; charset=iso-8859-1', 'text/html;charset=UTF-8']) {
    add(`POST with ${kind} as ${type}`, (_xhr, { call, url }) => {
      call('open', 'POST', url('/echo'))
      call('setRequestHeader', 'Content-Type', type)
      call('send', ...body())
    })
  }
}
add(
  'a body whose text throws',
  (_xhr, { call, url }) => {
    call('open', 'POST', url('/echo'))
    call('send', {
      toString() {
        throw new RangeError('no text')
      },
    })
  },
  { isSync: true },
)

// What comes back, as each type.
const answers = [
  '/json',
  '/echo',
  '/bytes',
  '/status?code=200',
  '/status?code=204',
  '/status?code=304',
  '/status?code=404',
  '/status?code=500',
  '/status?code=401',
  '/gzip',
  '/chunks',
  '/form',
]
for (const type of ['', 'text', 'json', 'blob', 'arraybuffer', 'document', 'nonsense']) {
  for (const path of answers) {
    if (path.endsWith('401')) continue
    add(`${path} as '${type}'`, (xhr, { call, url }) => {
      call('open', 'GET', url(path))
      xhr.responseType = type
      call('send')
    })
  }
}
for (const type of [
  'text/plain;charset=utf-8',
  'text/plain;charset=iso-8859-1',
  'application/xml',
  'nonsense',
  'text/html',
]) {
  add(`overrideMimeType ${type}`, (_xhr, { call, url }) => {
    call('open', 'GET', url('/json'))
    call('overrideMimeType', type)
    call('send')
  })
}

// Calls at the wrong time.
const wrong = {
  'send before open': (_, { call }) => call('send'),
  'setRequestHeader before open': (_, { call }) => call('setRequestHeader', 'a', 'b'),
  'abort before open': (_, { call }) => call('abort'),
  'open with no argument': (_, { call }) => call('open'),
  'open with one argument': (_, { call }) => call('open', 'GET'),
  'open of no URL': (_, { call }) => call('open', 'GET', 'http://'),
  'open of a bad port': (_, { call }) => call('open', 'GET', 'http://127.0.0.1:99999/'),
  'setRequestHeader with one argument': (_, { call, url }) => {
    call('open', 'GET', url('/echo'))
    call('setRequestHeader', 'a')
  },
  'responseType of a synchronous one': (_xhr, { call, url }) => {
    call('open', 'GET', url('/echo'), false)
    call('set', 'responseType', 'json')
  },
  'synchronous open with a responseType': (xhr, { call, url }) => {
    xhr.responseType = 'json'
    call('open', 'GET', url('/echo'), false)
  },
  'timeout of a synchronous one': (_xhr, { call, url }) => {
    call('open', 'GET', url('/echo'), false)
    call('set', 'timeout', 100)
  },
  'synchronous open with a timeout': (xhr, { call, url }) => {
    xhr.timeout = 100
    call('open', 'GET', url('/echo'), false)
  },
  'responseText of JSON': (xhr, { call, url }) => {
    call('open', 'GET', url('/echo'))
    xhr.responseType = 'json'
    call('get', 'responseText')
  },
  'responseXML of a Blob': (xhr, { call, url }) => {
    call('open', 'GET', url('/echo'))
    xhr.responseType = 'blob'
    call('get', 'responseXML')
  },
}
for (const [name, act] of Object.entries(wrong)) add(name, act, { isSync: true })

add(
  'everything twice while it is under way',
  (_xhr, { call, url }) => {
    call('open', 'GET', url('/echo'))
    call('send')
    call('send')
    call('setRequestHeader', 'a', 'b')
    call('set', 'withCredentials', true)
  },
  { differsWaiting: 'U3: loadstart comes when the request leaves' },
)

// Headers.
const headers = [
  ['x-own', '1'],
  ['X-OWN', ' 1 '],
  ['x-own', ''],
  ['x-own', 'a\tb'],
  ['x-own', 'ü'],
  ['x-own', '\u0100'],
  ['x-own', 'a\nb'],
  ['x own', '1'],
  ['', '1'],
  ['Host', 'evil'],
  ['Cookie', 'a=1'],
  ['Origin', 'x'],
  ['Referer', 'x'],
  ['Content-Length', '3'],
  ['Sec-Own', '1'],
  ['Proxy-Own', '1'],
  ['Accept', 'text/css'],
  ['Accept-Language', 'de'],
  ['User-Agent', 'own'],
]
for (const [name, value] of headers) {
  add(`header ${JSON.stringify(name)}: ${JSON.stringify(value)}`, (_xhr, { call, url }) => {
    call('open', 'GET', url('/echo'))
    call('setRequestHeader', name, value)
    call('send')
  })
}
add('a header twice', (_xhr, { call, url }) => {
  call('open', 'GET', url('/echo'))
  call('setRequestHeader', 'x-own', '1')
  call('setRequestHeader', 'X-Own', '2')
  call('send')
})
add('an Authorization header of its own', (_xhr, { call, url }) => {
  call('open', 'GET', url('/echo'))
  call('setRequestHeader', 'Authorization', 'Basic x')
  call('send')
})

// Opened anew.
add('opened twice, then sent', (_xhr, { call, url }) => {
  call('open', 'POST', url('/json'))
  call('setRequestHeader', 'x-gone', '1')
  call('open', 'GET', url('/echo'))
  call('send')
})
add(
  'opened anew at load, and sent',
  (xhr, { call, url }) => {
    let again = true
    xhr.addEventListener('load', () => {
      if (!again) return
      again = false
      call('open', 'GET', url('/json'))
      call('send')
    })
    call('open', 'GET', url('/echo'))
    call('send')
  },
  { endsWith: 'second loadend' },
)
for (const state of [1, 2, 3, 4]) {
  add(
    `aborted in state ${state}`,
    (xhr, { call, url }) => {
      let done = false
      xhr.addEventListener('readystatechange', () => {
        if (done || xhr.readyState !== state) return
        done = true
        call('abort')
      })
      call('open', 'GET', url('/chunks'))
      if (state > 1) call('send')
    },
    { isSync: state === 1, endsWith: 'abort()' },
  )
}
for (const type of ['loadstart', 'progress', 'load', 'loadend', 'abort']) {
  add(
    `aborted at ${type}`,
    (xhr, { call, url }) => {
      let done = false
      xhr.addEventListener(type, () => {
        if (done) return
        done = true
        call('abort')
      })
      call('open', 'GET', url('/echo'))
      call('send')
      if (type === 'abort') call('abort')
    },
    {
      endsWith: 'abort()',
      ...(type === 'abort' && { differsWaiting: 'U3: loadstart comes when the request leaves' }),
    },
  )
}
for (const body of [[], ['text']]) {
  add(
    `aborted at once, ${body.length ? 'with' : 'without'} a body`,
    (_xhr, { call, url }) => {
      call('open', 'POST', url('/hang'))
      call('send', ...body)
      call('abort')
    },
    { endsWith: 'abort()', differsWaiting: 'U3: loadstart comes when the request leaves' },
  )
}

// Time.
for (const [path, timeout] of [
  ['/hang', 30],
  ['/drip', 1000], // Its headers come first, also on a busy machine.
  ['/echo', 60_000],
]) {
  add(`a timeout of ${timeout} ms at ${path}`, (xhr, { call, url }) => {
    call('open', 'GET', url(path))
    xhr.timeout = timeout
    call('send')
  })
}
add('a timeout set after send', (xhr, { call, url }) => {
  call('open', 'GET', url('/hang'))
  call('send')
  xhr.timeout = 30
})

// What goes wrong on the way.
for (const path of ['/destroy', '/truncated', '/loop', '/nowhere']) add(`GET ${path}`, simple('GET', path))
add('a port where nobody listens', (_xhr, { call, refused }) => {
  call('open', 'GET', `${refused}/`)
  call('send')
})
add('another origin that does not allow it', (_xhr, { call, foreign }) => {
  call('open', 'GET', foreign('/echo'))
  call('send')
})
add('another origin that allows it', (_xhr, { call, foreign }) => {
  call('open', 'GET', foreign('/echo?cors'))
  call('send')
})
add('a data: URL', (_xhr, { call }) => {
  call('open', 'GET', 'data:text/plain,data')
  call('send')
})
add(
  'a blob: URL',
  (_xhr, { call }) => {
    call('open', 'GET', URL.createObjectURL(new Blob(['blob'], { type: 'text/plain' })))
    call('send')
  },
  { differs: 'the URL of a blob is another each time' },
)

// Redirects.
for (const code of [301, 302, 303, 307, 308]) {
  for (const method of ['GET', 'POST', 'PUT']) {
    add(`${method}, redirected by ${code}`, (_xhr, { call, url, run }) => {
      call('open', method, url(`/redirect?code=${code}&to=${encodeURIComponent(`${run}/json`)}`))
      call('send', method === 'GET' ? null : 'text')
    })
  }
}
add('a URL with a fragment', (_xhr, { call, url }) => {
  call('open', 'GET', url('/echo#part'))
  call('send')
})
for (const form of ['relative', 'absolute', 'URL object', 'credentials']) {
  add(`a URL that is ${form}`, (_xhr, { call, url }) => {
    const absolute = new URL(url('/echo'), location.href)
    if (form === 'credentials') absolute.username = 'me'
    call(
      'open',
      'GET',
      { relative: url('/echo'), absolute: absolute.href, 'URL object': absolute, credentials: absolute.href }[
        form
      ],
    )
    call('send')
  })
}
for (const args of [[true], [true, null, null], [true, 'me', 'secret'], [undefined], [1]]) {
  add(`open(…, ${args.map(String).join(', ')})`, (_xhr, { call, url }) => {
    call('open', 'GET', url('/echo'), ...args)
    call('send')
  })
}

// Uploads.
for (const [kind, body] of Object.entries({
  'a text': 'text',
  'a Blob': new Blob(['blob']),
  nothing: null,
})) {
  for (const method of ['POST', 'GET']) {
    add(`${method} of ${kind} with upload listeners`, (xhr, { call, url, listen }) => {
      listen(xhr.upload, 'upload')
      call('open', method, url('/echo'))
      call('send', body)
    })
  }
}
add('an upload that fails', (xhr, { call, url, listen }) => {
  listen(xhr.upload, 'upload')
  call('open', 'POST', url('/destroy'))
  call('send', 'text')
})

// Synchronous.
for (const path of ['/echo', '/json', '/status?code=404', '/status?code=204', '/gzip', '/chunks']) {
  for (const method of ['GET', 'POST', 'HEAD']) {
    add(
      `synchronous ${method} ${path}`,
      (_xhr, { call, url }) => {
        call('open', method, url(path), false)
        call('send', method === 'POST' ? 'text' : null)
      },
      { isSync: true },
    )
  }
}
add(
  'synchronous, to nobody',
  (_xhr, { call, url }) => {
    call('open', 'GET', url('/destroy'), false)
    call('send')
  },
  { isSync: true },
)

// Members.
for (const name of [
  'withCredentials',
  'timeout',
  'responseType',
  'responseURL',
  'status',
  'statusText',
  'readyState',
  'response',
  'responseText',
  'responseXML',
]) {
  add(`${name} before open, and in each state`, (xhr, { call, url }) => {
    call('get', name)
    xhr.addEventListener('readystatechange', () => call('get', name))
    call('open', 'GET', url('/json'))
    call('send')
  })
}
for (const name of ['content-type', 'X-Answer', 'nothing', 'set-cookie', 'content-length']) {
  add(`getResponseHeader('${name}') in each state`, (xhr, { call, url }) => {
    call('getResponseHeader', name)
    xhr.addEventListener('readystatechange', () => call('getResponseHeader', name))
    call('open', 'GET', url('/cookie'))
    call('send')
  })
}
