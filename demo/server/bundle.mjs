/** Browser code made in memory by rollup, and the files that others built. */

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import resolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

const require = createRequire(import.meta.url)
const demoDir = fileURLToPath(new URL('..', import.meta.url))
const distDir = fileURLToPath(new URL('../../dist', import.meta.url))
const connectDir = join(dirname(require.resolve('atlassian-connect-js/package.json')), 'dist')

export const appDir = join(demoDir, 'app')
/** What one would copy; the panel is the demo's own. */
export const pagesDir = join(appDir, 'pages')
export const productDir = join(demoDir, 'product')
export const docsDir = join(demoDir, '../docs')

/** Files of others, under the names that pages know them by. */
export const files = {
  /** What an app loads as `all.js`. */
  allJs: join(connectDir, 'iframe.js'),
  /** What a product loads. */
  connectHost: join(connectDir, 'connect-host.js'),
  jquery: require.resolve('jquery/dist/jquery.min.js'),
  globalScript: join(distDir, 'ap-context-fetch.global.min.js'),
  spa: join(pagesDir, 'spa.js'),
  forgeHost: join(appDir, 'panel/forge-host.js'),
  module: join(distDir, 'index.js'),
}

/** @throws {Error} when `npm run build` has not run yet */
export function requireBuild() {
  for (const file of [files.module, files.globalScript]) {
    if (!existsSync(file)) throw new Error('dist/ is not there yet: run "npm run build" first')
  }
}

/**
 * Serves each entry as `/name.js`, and what it loads later as chunks beside it. It is bundled when somebody first asks;
 * `import 'ap-context-fetch'` finds this package by its own name.
 * @param {Record<string, string>} entries
 * @returns {import('express').RequestHandler}
 */
export function bundled(entries) {
  /** @type {Map<string, Promise<void>>} by name of the entry */
  const bundling = new Map()
  /** @type {Map<string, string>} by path */
  const code = new Map()

  return async (req, res, next) => {
    const entry = Object.keys(entries).find(name => req.path === `/${name}.js`)
    try {
      if (entry) {
        if (!bundling.has(entry)) bundling.set(entry, bundle(entry, entries[entry], code))
        await bundling.get(entry)
      }
    } catch (error) {
      return next(error)
    }
    const found = code.get(req.path)
    if (found === undefined) next()
    else res.type('text/javascript').send(found)
  }
}

/** @param {string} name @param {string} input @param {Map<string, string>} code gets all that was made of it */
async function bundle(name, input, code) {
  const build = await rollup({
    input: { [name]: input },
    plugins: [resolve({ browser: true }), commonjs(), json()], // @forge/bridge is CommonJS.
    onLog: (_level, log) => {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
    },
  })
  try {
    const { output } = await build.generate({
      format: 'es',
      sourcemap: 'inline',
      chunkFileNames: `${name}-[hash].js`,
    })
    for (const chunk of output) if (chunk.type === 'chunk') code.set(`/${chunk.fileName}`, chunk.code)
  } finally {
    await build.close()
  }
}
