import { gzipSync } from 'node:zlib'

const boundary = 'the-boundary'
const multipart = [
  `--${boundary}`,
  'Content-Disposition: form-data; name="field"',
  '',
  'value',
  `--${boundary}--`,
  '',
].join('\r\n')

/**
 * What a path answers; `?cors` allows the asking origin whatever it asks for, `?cors=credentials` cookies too. So
 * does every path of no run: a hostile server would.
 */
const routes = {
  '/echo': (_, response) => send(response, 200, 'text/plain', 'ok'),
  '/json': (_, response) => send(response, 200, 'application/json', '{"answer":"grüße"}'),
  '/bytes': (_, response) => send(response, 200, 'application/octet-stream', Buffer.from([0, 255, 128, 10])),
  '/multipart': (_, response) => send(response, 200, `multipart/form-data; boundary=${boundary}`, multipart),
  '/form': (_, response) => send(response, 200, 'application/x-www-form-urlencoded', 'a=1&b=%C3%BC'),
  '/gzip': (_, response) => {
    response.setHeader('content-encoding', 'gzip')
    send(response, 200, 'text/plain', gzipSync('zipped'))
  },
  '/cached': (_, response) => {
    response.setHeader('cache-control', 'max-age=600')
    send(response, 200, 'text/plain', 'cached')
  },
  '/cookie': (_, response, run) => {
    response.setHeader('set-cookie', `crumb=1; Path=${run}`)
    send(response, 200, 'text/plain', 'ok')
  },
  '/status': (query, response) => {
    const code = Number(query.get('code'))
    response.setHeader('etag', '"1"')
    if ([204, 205, 304].includes(code)) response.writeHead(code).end()
    else send(response, code, 'text/plain', `status ${code}`)
  },
  '/redirect': (query, response) => {
    response.writeHead(Number(query.get('code')), { location: query.get('to') }).end('moved')
  },
  '/nowhere': (_, response) => response.writeHead(302).end('no location'),
  '/chunks': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    for (const chunk of ['one ', 'two ', 'three']) response.write(chunk)
    response.end()
  },
  '/hang': () => {},
  '/drip': (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).write('drop'),
  '/destroy': (_, response) => response.destroy(),
  '/truncated': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('short', () => response.destroy())
  },
}

/** @param {import('node:http').IncomingMessage} request */
export function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://server.invalid')
  response.setHeader('x-answer', 'yes')
  const [run] = /^\/r\/\w+/.exec(pathname) ?? ['']
  const cors = run ? searchParams.get('cors') : 'credentials'
  if (cors !== null) allowCors(request.headers, response, cors)
  if (request.method === 'OPTIONS') return response.writeHead(204).end()
  const path = pathname.slice(run.length)
  if (path === '/loop') return response.writeHead(302, { location: request.url }).end()
  const route = routes[path] ?? ((_, missing) => send(missing, 404, 'text/plain', 'nothing here'))
  return route(searchParams, response, run)
}

function allowCors(headers, response, kind) {
  const { origin, 'access-control-request-headers': asked, 'access-control-request-method': method } = headers
  if (!origin) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-expose-headers', 'x-answer')
  if (asked) response.setHeader('access-control-allow-headers', asked)
  if (method) response.setHeader('access-control-allow-methods', method)
  if (kind === 'credentials') response.setHeader('access-control-allow-credentials', 'true')
}

const send = (response, status, type, body) => response.writeHead(status, { 'content-type': type }).end(body)
