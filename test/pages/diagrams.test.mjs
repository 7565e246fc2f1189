import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.mjs'
import { pages } from './pages.ts'

const diagrams = pages.flatMap(({ blocks }) => blocks).filter(({ language }) => language === 'mermaid')
const script = createRequire(import.meta.url)
  .resolve('mermaid')
  .replace(/[^/\\]*$/, 'mermaid.min.js')

let browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('there are diagrams', () => {
  expect(diagrams.length).toBeGreaterThan(1)
})

/** `SCREENSHOTS=folder npm run test:pages -- diagrams` keeps pictures to look at. */
test.each(diagrams)('$page:$line is a diagram that mermaid draws', async ({ page: path, line, code }) => {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } })
  await page.addScriptTag({ path: script })
  const drawn = await page.evaluate(async text => {
    globalThis.mermaid.initialize({ startOnLoad: false })
    const { svg, diagramType } = await globalThis.mermaid.render('diagram', text)
    document.body.innerHTML = svg
    return { diagramType, labels: document.body.textContent }
  }, code)
  expect(drawn.diagramType).toMatch(/^(stateDiagram|sequence)$/)
  expect(drawn.labels).not.toContain('Syntax error')
  if (process.env.SCREENSHOTS) {
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/${path.replaceAll('/', '-')}-${line}.png` })
  }
  await page.close()
})
