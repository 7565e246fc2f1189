import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../../test/support/find-chromium.mjs'
import { median, percentile, round } from '../support/stats.mjs'

/** What the script for a script tag costs the page before it does anything, beside ky's, in Chromium. */
export async function page({ rounds }) {
  const scripts = {
    'ap-context-fetch.global.min.js': readFileSync(
      new URL('../../dist/ap-context-fetch.global.min.js', import.meta.url),
      'utf8',
    ),
    'ky, bundled and minified': await bundleOfKy(),
  }
  const browser = await chromium.launch(chromiumOptions())
  try {
    const page = await browser.newPage()
    const times = await page.evaluate(runAll, { scripts, rounds })
    return {
      title: 'The script in a page: to parse and to run it once (Chromium)',
      rows: Object.entries(times).map(([script, all]) => ({
        script,
        bytes: scripts[script].length,
        'ms median': round(median(all)),
        'ms p90': round(percentile(all, 0.9)),
      })),
      bars: [],
    }
  } finally {
    await browser.close()
  }
}

/** Runs in the page. A comment makes each text another one, so that nothing comes from the engine's cache. */
function runAll({ scripts, rounds }) {
  const times = Object.fromEntries(Object.keys(scripts).map(name => [name, []]))
  for (let turn = 0; turn < rounds; turn++) {
    for (const [name, code] of Object.entries(scripts)) {
      const script = document.createElement('script')
      script.textContent = `/* ${name} ${turn} */ (() => { ${code}\n })()`
      const started = performance.now()
      document.head.append(script)
      times[name].push(performance.now() - started)
      script.remove()
    }
  }
  return times
}

async function bundleOfKy() {
  const { outputFiles } = await build({
    stdin: {
      contents: `import ky from 'ky'; globalThis.ky = ky`,
      resolveDir: fileURLToPath(new URL('../contenders', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0].text
}
