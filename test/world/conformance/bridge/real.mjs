import { readFileSync } from 'node:fs'
import { files } from '../../../../demo/server/bundle.mjs'
import { startServer } from '../../../support/server.mjs'

const here = name => new URL(name, import.meta.url)
const script = file => ({ type: 'text/javascript', body: readFileSync(file, 'utf8') })
const html = name => ({ type: 'text/html', body: readFileSync(here(`pages/${name}`), 'utf8') })

const served = {
  '/all.js': script(files.allJs),
  '/connect-host.js': script(files.connectHost),
  '/jquery.js': script(files.jquery),
  '/host.js': script(here('pages/host.js')),
  '/observers.mjs': script(here('observers.mjs')),
  '/app.html': html('app.html'),
  '/product.html': html('product.html'),
  '/framed.html': html('framed.html'),
}

/** Product pages and apps on the real all.js and connect-host; product and app are on different sites. */
export async function startReal(browser) {
  const server = await startServer(path => served[path])
  const product = `${server.foreign}/product.html`
  const today = await openProduct(browser, `${product}?today`)
  const name = await today.app.evaluate(() => globalThis.name)
  const scenes = {
    today,
    older: await openProduct(browser, `${product}?older`),
    framed: await openProduct(browser, `${server.foreign}/framed.html`),
    outside: await openAlone(browser, `${server.origin}/app.html`),
    'left-over name': await openAlone(browser, `${server.origin}/app.html`, name),
  }

  return {
    /** What an app sees of the real bridge, and how often the host was called. */
    async seen({ product, host, app: act }) {
      const { app, page } = scenes[product]
      await page?.evaluate(does => Object.assign(globalThis.host, { does, calls: 0 }), host)
      const seen = await app.evaluate(
        ([act, host]) => globalThis.observers[act](globalThis.worldOf(globalThis.AP, host)),
        [act, host],
      )
      return { seen, calls: await page?.evaluate(() => globalThis.host.calls) }
    },
    stop: () => server.stop(),
  }
}

/** The frame of the product and that of the app in it. */
async function openProduct(browser, url) {
  const tab = await browser.newPage()
  await tab.goto(url)
  const app = await frameOf(tab, '/app.html')
  return { page: await frameOf(tab, '/product.html'), app }
}

/** An app as a page of its own. */
async function openAlone(browser, url, name = '') {
  const tab = await browser.newPage()
  await tab.addInitScript(name => Object.assign(globalThis, { name }), name)
  await tab.goto(url)
  await isReady(tab)
  return { app: tab }
}

async function frameOf(tab, path) {
  const isIt = frame => frame.url().includes(path)
  const frame = tab.frames().find(isIt) ?? (await tab.waitForEvent('framenavigated', isIt))
  if (path === '/app.html') await isReady(frame)
  return frame
}

const isReady = frame => frame.waitForFunction(() => globalThis.observers, undefined, { polling: 50 })
