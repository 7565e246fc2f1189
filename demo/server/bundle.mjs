/** Browser code made in memory by rollup, and the files that others built. */

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import resolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

const require = createRequire(import.meta.url)
const demoDir = fileURLToPath(new URL('..', import.meta.url))
const distDir = fileURLToPath(new URL('../../dist', import.meta.url))
const connectDir = join(dirname(require.resolve('atlassian-connect-js/package.json')), 'dist')

export const appDir = join(demoDir, 'app')
export const productDir = join(demoDir, 'product')

/** Files of others, under the names that pages know them by. */
export const files = {
  /** What an app loads as `all.js`. */
  allJs: join(connectDir, 'iframe.js'),
  /** What a product loads. */
  connectHost: join(connectDir, 'connect-host.js'),
  jquery: require.resolve('jquery/dist/jquery.min.js'),
  globalScript: join(distDir, 'ap-context-fetch.global.min.js'),
  spa: join(appDir, 'spa.js'),
  module: join(distDir, 'index.js'),
}

/** @throws {Error} when `npm run build` has not run yet */
export function requireBuild() {
  for (const file of [files.module, files.globalScript]) {
    if (!existsSync(file)) throw new Error('dist/ is not there yet: run "npm run build" first')
  }
}

/**
 * One ES module with everything inside; `import 'ap-context-fetch'` finds this package by its own name.
 * @param {string} input
 * @returns {Promise<string>}
 */
export async function bundle(input) {
  const build = await rollup({
    input,
    plugins: [resolve({ browser: true })],
    onwarn: warning => {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message)
    },
  })
  try {
    const { output } = await build.generate({ format: 'es', sourcemap: 'inline' })
    return output[0].code
  } finally {
    await build.close()
  }
}
