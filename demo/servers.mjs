/** A product, an app's backend and the app's pages on this machine; the demo and the browser tests use them. */

import { createServer } from 'node:http'
import { createBackend } from './server/backend.mjs'
import { requireBuild } from './server/bundle.mjs'
import { createForge } from './server/forge.mjs'
import { createHub } from './server/hub.mjs'
import { createProduct } from './server/product.mjs'
import { createSettings } from './server/settings.mjs'
import { createTokens } from './server/token.mjs'

/**
 * @typedef {object} DemoOptions
 * @property {number} [productPort] 0, the default, is any free port
 * @property {number} [appPort]
 * @property {number} [lifetime] of a token, in seconds, 1 to 120; default 8
 * @property {number} [latency] of the bridge, in milliseconds; default 300
 * @property {import('./server/settings.mjs').Fault} [fault] of the bridge; default `none`
 * @property {string} [ownApp] an app of elsewhere, framed beside those of the demo
 * @property {string} [publicDir] a folder whose files the app serves too
 * @property {string} [policy] `Content-Security-Policy` of the app's pages
 * @property {number} [sessionLifetime] of a session token of the app, in seconds; default an hour
 * @property {import('express').RequestHandler} [api] more of the app's `/api`, authenticated as the rest
 */

/**
 * @typedef {object} Demo
 * @property {string} productUrl the page to open; `?apps=spa,plain` or `?apps=/any.html` selects what it frames,
 *   `&quiet` keeps the app pages from sending requests on their own
 * @property {string} appUrl origin of the app, pages and API alike
 * @property {import('./server/settings.mjs').Settings} settings live: a change counts for the next bridge call
 * @property {() => import('./server/hub.mjs').Counters} counters
 * @property {() => Record<string, import('./server/hub.mjs').Counters>} countersByPage
 * @property {import('./server/hub.mjs').Received[]} received requests that reached `/api`, oldest first
 * @property {() => void} revokeCurrent the backend answers 401 to every token issued until now
 * @property {(token: string) => void} revoke the backend answers 401 to this token
 * @property {() => void} reset counters, received, issued tokens, notes and settings as at the start
 * @property {() => Promise<void>} stop
 */

/**
 * @param {DemoOptions} [options]
 * @returns {Promise<Demo>}
 */
export async function startServers(options = {}) {
  requireBuild()
  const settings = createSettings({ ...options })
  const initial = { ...settings }
  const hub = createHub()
  const tokens = createTokens()
  const forge = await createForge()
  const servers = [createServer(), createServer()]
  const stop = async () => void (await Promise.all(servers.map(close)))

  try {
    const [productServer, appServer] = servers
    const productUrl = `http://127.0.0.1:${await listen(productServer, options.productPort)}/`
    const appUrl = `http://localhost:${await listen(appServer, options.appPort)}`
    const revokeCurrent = () => {
      tokens.revokeIssued()
      hub.tell({ type: 'revoked' })
    }
    const { publicDir, policy, api, sessionLifetime } = options
    const ownApp = checkOwnApp(options.ownApp)
    const backend = await createBackend({
      hub,
      tokens,
      forge,
      productUrl: productUrl.slice(0, -1),
      appUrl,
      publicDir,
      policy,
      api,
      sessionLifetime,
    })
    const reset = () => {
      hub.reset()
      tokens.reset()
      backend.resetNotes()
      Object.assign(settings, initial)
    }
    productServer.on(
      'request',
      createProduct({ settings, hub, tokens, forge, revokeCurrent, reset, appUrl, ownApp }),
    )
    appServer.on('request', backend.app)

    return {
      productUrl,
      appUrl,
      settings,
      counters: hub.counters,
      countersByPage: hub.countersByPage,
      received: hub.received,
      revokeCurrent,
      revoke: tokens.revoke,
      reset,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @param {string | undefined} url @throws {TypeError} if it is no address of a page */
function checkOwnApp(url) {
  if (url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return url
  throw new TypeError(`--app must be the address of a page, such as http://localhost:5173/, not "${url}"`)
}

/**
 * @param {import('node:http').Server} server
 * @param {number} [port]
 * @returns {Promise<number>} the port it got
 */
function listen(server, port = 0) {
  return new Promise((resolve, reject) => {
    server.once('error', error =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} is taken: stop who has it, or name another`)
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', () => resolve(server.address().port))
  })
}

/** @param {import('node:http').Server} server @returns {Promise<void>} */
function close(server) {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
