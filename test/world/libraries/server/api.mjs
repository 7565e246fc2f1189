/** What the libraries ask for, beside the demo's own API: GraphQL, tRPC, events, a piece of HTML. */

import { createExpressMiddleware } from '@trpc/server/adapters/express'
import express from 'express'
import { buildSchema, graphql } from 'graphql'
import { pdf } from './pdf.mjs'
import { router } from './trpc.ts'
import { createUploads } from './uploads.mjs'

const schema = buildSchema('type Me { issue: String! } type Query { me: Me! }')

/** Of the token that came with the request, as ACE verified it. */
const issueOf = res => res.locals.context.jira.issue.key

export function createApi() {
  const api = express.Router()

  api.use((req, _res, next) => {
    req.body = Buffer.isBuffer(req.body) ? req.body.toString() : undefined
    next()
  })

  api.all('/graphql', async (req, res) => {
    const { query: source } = req.body === undefined ? req.query : JSON.parse(req.body)
    res.json(await graphql({ schema, source, rootValue: { me: { issue: issueOf(res) } } }))
  })

  api.use('/trpc', createExpressMiddleware({ router, createContext: ({ res }) => ({ issue: issueOf(res) }) }))

  api.get('/events', (_req, res) => {
    res.type('text/event-stream')
    for (const data of ['opened', issueOf(res)]) res.write(`data: ${data}\n\n`)
    res.end()
  })

  api.get('/card', (_req, res) => void res.type('html').send(`<b>${issueOf(res)}</b>`))

  api.use('/uploads', createUploads(issueOf))

  api.get('/report.pdf', (req, res) => {
    const whole = pdf(issueOf(res))
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.get('Range') ?? '') ?? []
    res.set({ 'Accept-Ranges': 'bytes', 'Content-Type': 'application/pdf' })
    if (from === undefined) return void res.set('Content-Length', String(whole.length)).send(whole)
    res.set('Content-Range', `bytes ${from}-${to}/${whole.length}`).status(206)
    res.end(whole.subarray(Number(from), Number(to) + 1))
  })

  return api
}
