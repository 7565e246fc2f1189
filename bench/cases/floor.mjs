import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../../test/support/find-chromium.mjs'
import { atMost } from '../support/bar.mjs'
import { measureFloor } from '../support/floor-kinds.mjs'
import { collectGarbage } from '../support/garbage.mjs'
import { median, round } from '../support/stats.mjs'
import { createToken } from '../support/tokens.mjs'

const limits = { Node: 1.25, Chromium: 1.35 }

/** What this package adds to the transport, beside the least that is right; twenty URLs, a token of 1 kB. */
export async function floor({ rounds }) {
  const plan = { rounds, batches: 10, requests: 1000, token: createToken(900_000, 1000) }
  const measured = {
    Node: await measureFloor({ ...plan, collectGarbage }),
    Chromium: await inChromium(plan),
  }
  const rows = []
  const bars = []
  for (const [platform, kinds] of Object.entries(measured)) {
    for (const [kind, times] of Object.entries(kinds)) {
      const [bare, least, ours, again] = times
      const ratios = (of, beside) => of.map((µs, at) => (µs - bare[at]) / (beside[at] - bare[at]))
      const toFloor = ratios(ours, least)
      rows.push({
        platform,
        request: kind,
        'µs bare': round(median(bare)),
        'µs added by the floor': round(median(least) - median(bare)),
        'µs added by ap-context-fetch': round(median(ours) - median(bare)),
        '÷ floor': round(median(toFloor)),
        lowest: round(Math.min(...toFloor)),
        highest: round(Math.max(...toFloor)),
        'itself ÷ itself': round(median(ratios(again, ours))),
      })
      bars.push(atMost(`added ÷ the floor, ${kind}, ${platform}`, median(toFloor), limits[platform]))
    }
  }
  return { title: 'What it adds, beside the least that is right (stub transport)', rows, bars }
}

/** The same code in a page, bundled. */
async function inChromium(plan) {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { measureFloor } from './floor-kinds.mjs'; globalThis.measureFloor = measureFloor`,
      resolveDir: fileURLToPath(new URL('../support', import.meta.url)),
    },
    bundle: true,
    format: 'iife',
    write: false,
  })
  const { args = [], ...options } = chromiumOptions()
  const browser = await chromium.launch({ ...options, args: [...args, '--js-flags=--expose-gc'] })
  try {
    const page = await browser.newPage()
    await page.route('**', route => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
    await page.goto('https://app.test/')
    await page.evaluate(outputFiles[0].text)
    return await page.evaluate(
      plan => globalThis.measureFloor({ ...plan, collectGarbage: globalThis.gc }),
      plan,
    )
  } finally {
    await browser.close()
  }
}
