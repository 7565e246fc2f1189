import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { launchBrowser } from '../../../support/browser.mjs'
import { startServer } from '../../../support/server.mjs'
import { cases } from './cases.mjs'
import { runCases } from './run-cases.mjs'

const require = createRequire(import.meta.url)

async function outcomesInBrowser() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.mjs', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
  })
  const files = {
    '/': { type: 'text/html', body: '<!doctype html><script src="/page.js" type="module"></script>' },
    '/page.js': { type: 'text/javascript', body: outputFiles[0].text },
  }
  const server = await startServer(path => files[path])
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(server.origin) // Its script has begun then.
    return await page.evaluate(() => globalThis.outcomes)
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** The bridge takes the host when it is loaded. */
const outcomesInNode = () => runCases(async () => require('@forge/bridge'))

const outcomes = { Node: await outcomesInNode(), 'a browser': await outcomesInBrowser() }

describe.each(Object.keys(outcomes))('on the real @forge/bridge, in %s', where => {
  test.each(cases.map(({ name, expected }) => [name, expected]))('%s', (name, expected) => {
    expect(outcomes[where][name]).toEqual(expected)
  })
})
