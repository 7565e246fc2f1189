/** The product: a page that frames the app, and the endpoint that its bridge asks for tokens. */

import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { docsDir, files, productDir } from './bundle.mjs'
import { ownHostsOnly } from './hosts.mjs'
import { pageName } from './hub.mjs'
import { checkSettings } from './settings.mjs'

/** How often the page hears of counters and settings that changed, in milliseconds. */
const stateInterval = 250

/**
 * @param {object} parts
 * @param {import('./settings.mjs').Settings} parts.settings
 * @param {import('./hub.mjs').Hub} parts.hub
 * @param {import('./token.mjs').Tokens} parts.tokens
 * @param {import('./forge.mjs').Forge} parts.forge
 * @param {() => void} parts.revokeCurrent
 * @param {() => void} parts.reset all is as at the start
 * @param {string} parts.appUrl
 * @param {string} [parts.ownApp] an app of elsewhere
 */
export function createProduct({ settings, hub, tokens, forge, revokeCurrent, reset, appUrl, ownApp }) {
  const app = express()
  app.disable('x-powered-by')
  app.use(ownHostsOnly)

  // The product's own scripts set inline styles.
  const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; frame-src ${[appUrl, ownApp && new URL(ownApp).origin].filter(Boolean).join(' ')}`
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    res.set('Content-Security-Policy', policy)
    next()
  })

  app.get('/connect-host.js', (_req, res) => res.sendFile(files.connectHost))
  app.get('/jquery.js', (_req, res) => res.sendFile(files.jquery))
  app.get('/favicon.ico', (_req, res) => res.status(204).end())
  app.get('/host-api/config', (_req, res) => res.json({ appUrl, ownApp }))

  let lastCall = 0
  app.get('/host-api/token', async (req, res) => {
    const page = pageName(String(req.query.page ?? ''))
    hub.count(page, 'bridgeCalls')
    const { fault, lifetime, latency } = settings
    lastCall += 1
    const call = lastCall
    hub.tell({ type: 'bridgecall', page, call })
    await sleep(latency, undefined, { ref: false })
    if (fault === 'hang') return res.json({ hang: true })
    if (fault === 'reject') {
      hub.tell({ type: 'bridgereject', page, call })
      return res.json({ reject: 'The product cannot issue a token now' })
    }
    const issued = (fault === 'same' && tokens.newest()) || tokens.issue(lifetime)
    const revoked = tokens.isRevoked(issued.token)
    hub.tell({ type: 'token', page, call, exp: issued.exp, revoked })
    return res.json({ token: issued.token })
  })

  // What a Forge page hands over: the played host adds a token and sends it to the remote.
  app.post('/host-api/remote', express.raw({ type: () => true, limit: '64mb' }), async (req, res) => {
    const page = pageName(String(req.query.page ?? ''))
    const { method, path, headers } = JSON.parse(String(req.get('x-sent')))
    hub.count(page, 'bridgeCalls')
    const { fault, latency } = settings
    await sleep(latency, undefined, { ref: false })
    if (fault === 'hang') return // until the page gives up
    const rejected = () => res.status(502).json({ message: 'The host cannot reach the remote now' })
    if (fault === 'reject') return rejected()
    const sent = {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${await forge.sign()}`,
        referer: `${appUrl}/${page}.html`,
      },
      ...(Buffer.isBuffer(req.body) && req.body.length > 0 && { body: req.body }),
    }
    const answer = await fetch(new URL(path, appUrl), sent).catch(() => undefined)
    if (!answer) return rejected() // The app's server has stopped.
    res.set('x-answered', JSON.stringify({ status: answer.status, headers: [...answer.headers] }))
    res.type('application/octet-stream').send(Buffer.from(await answer.arrayBuffer()))
  })

  app.post('/host-api/settings', express.json(), (req, res) => {
    try {
      const { fault } = settings
      Object.assign(settings, checkSettings(req.body))
      if (settings.fault !== fault) hub.tell({ type: 'fault', fault: settings.fault })
      res.json(settings)
    } catch (error) {
      res.status(400).json({ message: error instanceof Error ? error.message : String(error) })
    }
  })

  app.post('/host-api/revoke', (_req, res) => {
    revokeCurrent()
    res.status(204).end()
  })

  app.post('/host-api/reset', (_req, res) => {
    reset()
    res.status(204).end()
  })

  app.post('/host-api/app-401', (req, res) => {
    hub.count(pageName(String(req.query.page ?? '')), 'app401s')
    res.status(204).end()
  })

  app.get('/host-api/events', (req, res) => {
    res.set('Content-Type', 'text/event-stream').flushHeaders()
    /** @param {object} event */
    const send = event => res.write(`data: ${JSON.stringify(event)}\n\n`)
    let last = ''
    const sendState = () => {
      const state = { type: 'state', settings, total: hub.counters(), pages: hub.countersByPage() }
      const now = JSON.stringify(state)
      if (now !== last) send(state)
      last = now
    }
    sendState()
    const timer = setInterval(sendState, stateInterval)
    hub.listeners.add(send)
    req.on('close', () => {
      clearInterval(timer)
      hub.listeners.delete(send)
    })
  })

  const asText = res => res.type('text/plain; charset=utf-8')
  app.use('/docs', express.static(docsDir, { setHeaders: asText }))
  app.use(express.static(productDir))
  return app
}
