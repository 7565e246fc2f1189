// A product page for your own app: node host.mjs http://localhost:5173/
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import jwt from 'atlassian-jwt'

const [, , app = 'http://localhost:5173/', port = '4100'] = process.argv
/** What your backend has stored for the tenant. */
const tenant = {
  clientKey: 'my-tenant',
  sharedSecret: 'a secret that your backend knows, of 32 bytes or more',
}
const user = '5b10a2844c20165700ede21g'

const page = `<!doctype html><title>Product page</title><div id="app"></div>
<script src="/jquery.js"></script><script>AJS = { $: jQuery }</script><script src="/connect-host.js"></script>
<script>
  const getToken = () => fetch('/token').then(response => response.text())
  getToken.returnsPromise = true // as in Jira; before defineModule
  connectHost.defineModule('context', { getToken })
  connectHost.create({ addon_key: 'my-app', key: 'page', url: ${JSON.stringify(app)}, options: {} }).appendTo('#app')
</script>`

function token() {
  const iat = Math.floor(Date.now() / 1000)
  const context = { jira: { issue: { id: '10042', key: 'DEMO-1' }, project: { id: '10000', key: 'DEMO' } } }
  const claims = { iss: tenant.clientKey, sub: user, qsh: 'context-qsh', iat, exp: iat + 900, context }
  return jwt.encodeSymmetric(claims, tenant.sharedSecret)
}

const file = name => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8')
const served = {
  '/': ['text/html', () => page],
  '/jquery.js': ['text/javascript', () => file('jquery/dist/jquery.min.js')],
  '/connect-host.js': ['text/javascript', () => file('atlassian-connect-js/dist/connect-host.js')],
  '/token': ['text/plain', token],
}
const server = createServer((request, response) => {
  const [type, content] = served[request.url] ?? []
  if (!content) return response.writeHead(404).end()
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' })
  response.end(content())
})
server.listen(port, '127.0.0.1', () => console.log(`Open http://127.0.0.1:${server.address().port}/`))
