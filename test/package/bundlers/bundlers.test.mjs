import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installTarball } from '../../support/install.ts'
import { product } from '../../support/product.mjs'
import { bundlers } from './bundlers.mjs'

/** The imports that apps begin with: the client, or its stages without ky. */
const entries = ['client', 'stages']
const names = Object.keys(bundlers)

const publicDir = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
let app
beforeAll(async () => {
  app = installTarball()
  for (const entry of entries) {
    const file = name => join(app.folder, name)
    copyFileSync(fileURLToPath(new URL(`entries/${entry}.js`, import.meta.url)), file(`${entry}.js`))
    writeFileSync(
      file(`page-${entry}.js`),
      `import { contextFetch } from './${entry}.js'\nglobalThis.demo = { contextFetch }\n`,
    )
    for (const name of names) {
      const page = `${name}-${entry}`
      await bundlers[name].bundle(file(`page-${entry}.js`), publicDir, page)
      writeFileSync(
        join(publicDir, `${page}.html`),
        `<!doctype html><script src="/all.js"></script><script src="/${page}.js" type="module"></script>`,
      )
    }
  }
})
afterAll(() => {
  app?.remove()
  rmSync(publicDir, { recursive: true })
})
const held = product({ lifetime: 60, latency: 20, publicDir })

test('each bundler makes pages of the installed package that run in Chromium and are let in', async () => {
  const pages = names.flatMap(name => entries.map(entry => `${name}-${entry}`))
  const [page, ...frames] = await held.open(pages.map(name => `/${name}.html`).join())
  const read = async () => (await globalThis.demo.contextFetch('/api/me')).json()
  const answers = await Promise.all(frames.map(frame => frame.evaluate(read)))
  expect(answers).toEqual(pages.map(() => expect.objectContaining({ issue: 'DEMO-1' })))
  expect(Object.keys(held.demo.countersByPage()).sort()).toEqual(pages.toSorted())
  await page.close()
})

test('P2: each bundler drops ky when only the stages are imported', () => {
  const built = (name, entry) => readFileSync(join(publicDir, `${name}-${entry}.js`), 'utf8')
  const size = code => gzipSync(code, { level: 9 }).length
  const hasKy = code => code.includes('totalTimeout') // One of its options.
  const sizes = names.map(name => {
    const [client, stages] = entries.map(entry => size(built(name, entry)))
    return [name, { version: bundlers[name].version, 'client, gzipped': client, 'stages, gzipped': stages }]
  })
  console.table(Object.fromEntries(sizes))
  expect(names.map(name => [name, ...entries.map(entry => hasKy(built(name, entry)))])).toEqual(
    names.map(name => [name, true, false]),
  )
})
