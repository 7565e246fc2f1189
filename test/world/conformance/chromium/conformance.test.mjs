import { afterAll, beforeAll, expect, test } from 'vitest'
import { policyViolations } from '../../../support/policy.mjs'
import { collect } from '../compare.mjs'
import { expectConformance } from '../expect-conformance.mjs'
import { refusedPort, startRecorder } from '../recorder.mjs'
import { filesAnd, launch } from './browser.mjs'

const html = `<!doctype html>
<script src="/dist/ap-context-fetch.global.js"></script>
<script type="module" src="/test/world/conformance/chromium/in-page.mjs"></script>`

const violations = policyViolations()
let browser
let recorder
let origins

beforeAll(async () => {
  recorder = await startRecorder(filesAnd({ '/page': html }))
  const app = `http://127.0.0.1:${await recorder.start('app')}`
  origins = {
    app,
    ally: `http://localhost:${await recorder.start('ally')}`,
    foreign: `http://localhost:${await recorder.start('foreign')}`,
    refused: `http://127.0.0.1:${await refusedPort()}`,
  }
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  recorder?.close()
})

test('F1: in Chromium the client, and the patched global, are the platform’s fetch but for one header', {
  timeout: 300_000,
}, async () => {
  const page = await browser.newPage()
  await violations.watch(page)
  await page.goto(`${origins.app}/page`)
  await page.waitForFunction('isReady')
  const { results, isRestored } = await page.evaluate(given => globalThis.runConformance(given), origins)
  const collected = Object.entries(results).map(([name, outcomes]) => [name, collect(outcomes, recorder)])
  expectConformance('Chromium', Object.fromEntries(collected))
  expect(isRestored).toBe(true)
  expect(violations.taken()).toEqual([])
})
