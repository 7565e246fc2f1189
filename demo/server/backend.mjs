/** The app's backend: Express with atlassian-connect-express, as apps run it. */

import { createHash, randomBytes } from 'node:crypto'
import express from 'express'
import { createAddon } from './addon.mjs'
import { appDir, bundled, files, pagesDir } from './bundle.mjs'
import { ownHostsOnly } from './hosts.mjs'
import { pageName } from './hub.mjs'
import { createNotes } from './notes.mjs'
import { createSessionTokens } from './session-tokens.mjs'
import { tenant } from './token.mjs'

/** The body of a request that was refused, or that never came whole. */
const nothing = Buffer.alloc(0)

const usualPolicy =
  "default-src 'self'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'"

/**
 * @param {object} parts
 * @param {import('./hub.mjs').Hub} parts.hub
 * @param {import('./token.mjs').Tokens} parts.tokens
 * @param {import('./forge.mjs').Forge} parts.forge
 * @param {string} parts.productUrl with no slash at its end, so an origin
 * @param {string} parts.appUrl
 * @param {string | undefined} parts.publicDir
 * @param {string} [parts.policy]
 * @param {import('express').RequestHandler} [parts.api]
 * @param {number} [parts.sessionLifetime] in seconds
 */
export async function createBackend(parts) {
  const { hub, tokens, forge, productUrl, appUrl, publicDir, policy, api, sessionLifetime = 3600 } = parts
  const app = express()
  app.disable('x-powered-by')
  app.use(ownHostsOnly)
  const addon = await createAddon(app, { productUrl, appUrl })
  const notes = createNotes()
  const connect = addon.authenticate(true)
  const sessions = createSessionTokens({ secret: randomBytes(32), lifetime: sessionLifetime })

  /** @type {import('express').RequestHandler} by the prefix: who asks through Forge, and who from a Connect page */
  function authenticateByHost(req, res, next) {
    if (isBearer(req)) forge.authenticate(req, res, next)
    else connect(req, res, next)
  }

  /** @type {import('express').RequestHandler} by the host's token, or by one of the app's own */
  async function authenticate(req, res, next) {
    const session = isBearer(req) && (await sessions.verify(req.headers.authorization).catch(() => undefined))
    if (!session) return authenticateByHost(req, res, next)
    Object.assign(res.locals, { userAccountId: session.sub, context: session.context })
    next()
  }

  // A session token is no proof: it cannot renew itself.
  app.post(
    '/api/session',
    record(hub),
    hideRevoked(tokens),
    withoutBody,
    authenticateByHost,
    async (req, res) => {
      const { userAccountId: sub, context } = res.locals
      const token = await sessions.sign({ iss: tenant.clientKey, sub, context })
      const exp = Math.floor(Date.now() / 1000) + sessionLifetime
      tokens.keep(token, exp)
      hub.tell({ type: 'sessiontoken', page: pageName(req.headers.referer), exp })
      res.type('text/plain').send(token)
    },
  )
  app.use(
    '/api',
    record(hub),
    hideRevoked(tokens),
    withoutBody,
    authenticate,
    express.raw({ type: () => true, limit: '64mb' }), // Nobody who is not let in costs memory.
    keepBody(hub),
    notes.router,
    createEcho(),
    createEvents(),
    ...(api ? [api] : []),
    (_req, res) => void res.status(404).json({ message: 'No such resource' }),
  )

  app.use((_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policy ?? usualPolicy })
    next()
  })
  app.get('/all.js', (_req, res) => res.sendFile(files.allJs))
  app.get('/ap-context-fetch.global.min.js', (_req, res) => res.sendFile(files.globalScript))
  app.get('/jquery.js', (_req, res) => res.sendFile(files.jquery))
  app.get('/favicon.ico', (_req, res) => void res.status(204).end())
  serveScript(app, '/product-origin.js', `globalThis.productOrigin = ${JSON.stringify(productUrl)}`)
  app.use(bundled({ spa: files.spa, 'forge-host': files.forgeHost, 'ap-context-fetch': files.module }))
  app.use(express.static(pagesDir))
  app.use(express.static(appDir))
  if (publicDir !== undefined) app.use(express.static(publicDir))

  return { app, resetNotes: notes.reset }
}

/**
 * Keeps each request as it came, whatever the answer, and counts it for the page that sent it.
 * @param {import('./hub.mjs').Hub} hub
 * @returns {import('express').RequestHandler}
 */
function record(hub) {
  return (req, res, next) => {
    const { method, originalUrl: url, headers } = req
    const page = pageName(headers.referer)
    const entry = { method, url, headers, body: nothing, status: 0 }
    res.locals.entry = entry
    hub.count(page, 'requests')
    hub.record(entry)
    const { writeHead } = res
    // Before the answer leaves, so that whoever has the answer finds the status here.
    res.writeHead = (...args) => {
      if (entry.status === 0) {
        entry.status = res.statusCode
        if (entry.status === 401) {
          hub.count(page, 'backend401s')
          hub.tell({ type: 'backend401', page })
        }
      }
      return writeHead.apply(res, args)
    }
    res.set('Cache-Control', 'no-store')
    next()
  }
}

/** @param {import('express').Request} req */
const isBearer = req => req.headers.authorization?.startsWith('Bearer ') === true

/** The framework looks for a token in a parsed body too, and finds none anywhere if there is no body at all. */
function withoutBody(req, _res, next) {
  req.body = {}
  next()
}

/**
 * @param {import('./hub.mjs').Hub} hub
 * @returns {import('express').RequestHandler}
 */
function keepBody(hub) {
  return (req, res, next) => {
    if (Buffer.isBuffer(req.body)) hub.keepBody(res.locals.entry, req.body)
    next()
  }
}

/**
 * The framework knows no revocation: a request with a revoked token reaches it with none, for its own 401.
 * @param {import('./token.mjs').Tokens} tokens
 * @returns {import('express').RequestHandler}
 */
function hideRevoked(tokens) {
  return (req, _res, next) => {
    const { authorization, ...headers } = req.headers
    const token = req.query.jwt ?? authorization?.replace(/^(JWT|Bearer) /, '')
    if (typeof token === 'string' && tokens.isRevoked(token)) {
      req.headers = headers // Another object: what was recorded stays as it came.
      delete req.query.jwt
    }
    next()
  }
}

/** Who one is, and what of a request arrived. */
function createEcho() {
  const router = express.Router()
  router.get('/me', (_req, res) => {
    const { userAccountId: accountId, context } = res.locals
    res.json({ accountId, issue: context?.jira?.issue?.key })
  })
  router.all('/echo', (req, res) => {
    const { body } = res.locals.entry
    res.json({
      method: req.method,
      contentType: req.headers['content-type'] ?? null,
      length: body.length,
      sha256: createHash('sha256').update(body).digest('hex'),
    })
  })
  return router
}

/** Server-sent events, one a second, for as long as somebody listens. */
function createEvents() {
  return express.Router().get('/live', (_req, res) => {
    res.set('Content-Type', 'text/event-stream').flushHeaders()
    const send = () => res.write(`data: ${JSON.stringify({ at: Date.now() })}\n\n`)
    send()
    const timer = setInterval(send, 1_000)
    res.on('close', () => clearInterval(timer))
  })
}

/**
 * @param {import('express').Express} app
 * @param {string} path
 * @param {string} code
 */
function serveScript(app, path, code) {
  app.get(path, (_req, res) => void res.type('text/javascript').send(code))
}
