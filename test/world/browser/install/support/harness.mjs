import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchBrowser } from '../../../../support/browser.mjs'
import { policyViolations, withForeign } from '../../../../support/policy.mjs'
import { startServer } from '../../../../support/server.mjs'

const root = new URL('../../../../../', import.meta.url)
const read = file => readFileSync(file, 'utf8')

const scripts = {
  '/kit.js': read(new URL('kit.js', import.meta.url)),
  '/ap-context-fetch.js': read(new URL('dist/ap-context-fetch.global.min.js', root)),
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
 * Chromium and a server for one file of tests. `open()` gives a page of its own in which the bridge and the
 * script are there and nothing is installed; what the page says on its console is in `said`.
 */
export function browserPage() {
  const harness = { errors: [] }
  const violations = policyViolations()
  let browser
  const contexts = []

  beforeAll(async () => {
    harness.server = await startServer(fileAt, withForeign(inject('policy')))
    browser = await launchBrowser()
    harness.open = async (extra = '') => {
      const context = await browser.newContext()
      contexts.push(context)
      const page = await context.newPage()
      harness.errors = []
      await violations.watch(page)
      page.on('pageerror', error => harness.errors.push(error.message))
      await page.goto(`${harness.server.origin}/page/${extra}`)
      return page
    }
  })
  afterEach(async () => {
    harness.server.reset()
    const opened = contexts.splice(0)
    try {
      expect(harness.errors).toEqual([])
      expect(violations.taken()).toEqual([])
    } finally {
      for (const context of opened) await context.close()
    }
  })
  afterAll(async () => {
    await browser?.close()
    await harness.server?.stop()
  })
  return harness
}
