import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchBrowser } from '../../../../support/browser.mjs'
import { policyViolations, withForeign } from '../../../../support/policy.mjs'
import { startServer } from '../../../../support/server.mjs'

const root = new URL('../../../../../', import.meta.url)
const xhr = new URL('test/support/xhr/', root)
const read = file => readFileSync(file, 'utf8')
const xhrCases = readdirSync(new URL('cases/', xhr)).map(name => `cases/${name}`)

const scripts = {
  '/kit.js': read(new URL('kit.js', xhr)),
  ...Object.fromEntries(xhrCases.map(name => [`/xhr/${name}`, read(new URL(name, xhr))])),
  '/ap-context-fetch.js': read(new URL('dist/ap-context-fetch.global.min.js', root)),
  '/run-xhr-case.js':
    "const runXhrCase = async (name, where) => (await import('/xhr/cases/index.mjs')).xhrCases[name].run(where)",
  '/service-worker.js': read(new URL('service-worker.js', import.meta.url)),
  '/keep-first.js': 'globalThis.firstCopy = ApContextFetch',
  // jQuery 3 and htmx make HTML of strings, already while they load: the only pages that allow it.
  '/allow-html.js': "globalThis.trustedTypes?.createPolicy('default', { createHTML: html => html })",
  '/jquery3.js': read(new URL('node_modules/jquery/dist/jquery.min.js', root)),
  '/jquery4.js': read(new URL('node_modules/jquery4/dist/jquery.min.js', root)),
  '/axios.js': read(new URL('node_modules/axios/dist/axios.min.js', root)),
  '/htmx2.js': read(new URL('node_modules/htmx.org/dist/htmx.min.js', root)),
  '/htmx4.js': read(new URL('node_modules/htmx4/dist/htmx.min.js', root)),
}

function fileAt(path) {
  if (scripts[path]) return { type: 'text/javascript', body: scripts[path] }
  if (!path.startsWith('/page/')) return undefined
  const names = ['kit', 'ap-context-fetch', ...path.slice(6).split('+').filter(Boolean)]
  const tags = names.map(name => `<script src="/${name}.js"></script>`)
  return { type: 'text/html', body: `<!doctype html><title>Test</title><body>${tags.join('')}` }
}

/**
 * Chromium and a server for one file of tests. `open()` gives a page in which the bridge and the script are there
 * and nothing is installed; what goes wrong in the page is in `errors`. A new page costs half a second, so the next
 * test gets the same one, loaded anew.
 */
export function browserPage() {
  const harness = { errors: [] }
  const violations = policyViolations()
  let browser
  let spare
  const opened = []

  const newPage = async () => {
    const page = await browser.newPage()
    await violations.watch(page)
    page.on('pageerror', error => harness.errors.push(error.message))
    return page
  }
  const isClean = page => page.context().serviceWorkers().length === 0

  beforeAll(async () => {
    harness.server = await startServer(fileAt, withForeign(inject('policy')))
    browser = await launchBrowser()
    harness.open = async (extra = '') => {
      const page = spare ?? (await newPage())
      spare = undefined
      opened.push(page)
      await page.goto(`${harness.server.origin}/page/${extra}`)
      return page
    }
  })
  afterEach(async () => {
    harness.server.reset()
    const pages = opened.splice(0)
    const errors = harness.errors.splice(0)
    const taken = violations.taken()
    for (const page of pages) {
      if (spare || !isClean(page)) await page.close()
      else {
        await page.goto('about:blank')
        await page.context().clearCookies()
        spare = page
      }
    }
    expect(errors).toEqual([])
    expect(taken).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await harness.server?.stop()
  })
  return harness
}
