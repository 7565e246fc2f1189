import { dirname } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import * as esbuild from 'esbuild'
import { rollup, VERSION as rollupVersion } from 'rollup'
import * as vite from 'vite'
import webpack from 'webpack'

/**
 * Makes one minified file of an entry, with the settings that an app begins with. A warning is an error.
 * @typedef {(entry: string, folder: string, name: string) => Promise<void>} Bundle
 */
/**
 * Makes a folder of an entry, which keeps its name, and of what it imports when it needs it; `base` is where the folder is
 * served. A warning is an error, but for those that are about the code of others.
 * @typedef {(entry: string, folder: string, base: string) => Promise<void>} Split
 */

function fail(message) {
  throw new Error(`A bundler warns: ${message}`)
}

/** Rollup also tells of `this` and of circles in the code of `@forge/bridge`. */
function onOwnLog(_level, { message, id, ids }) {
  if (![id, ...(ids ?? [])].some(path => path?.includes('@forge'))) fail(message)
}

async function runWebpack(entry, output) {
  const settings = { mode: 'production', context: dirname(entry), entry, output }
  const stats = await new Promise((resolve, reject) => {
    webpack(settings, (error, stats) => (error ? reject(error) : resolve(stats)))
  })
  if (stats.hasErrors() || stats.hasWarnings()) fail(stats.toString())
}

/** @type {Record<string, { version: string, bundle: Bundle, split: Split }>} */
export const bundlers = {
  rollup: {
    version: rollupVersion,
    async bundle(entry, folder, name) {
      const plugins = [nodeResolve({ browser: true })]
      const build = await rollup({ input: entry, plugins, onLog: (_level, { message }) => fail(message) })
      await build.write({ file: `${folder}/${name}.js`, format: 'es', plugins: [terser({ module: true })] })
      await build.close()
    },
    async split(entry, folder) {
      // @forge/bridge is CommonJS.
      const plugins = [nodeResolve({ browser: true }), commonjs(), json()]
      const build = await rollup({ input: entry, plugins, onLog: onOwnLog })
      await build.write({ dir: folder, format: 'es', plugins: [terser({ module: true })] })
      await build.close()
    },
  },

  vite: {
    version: vite.version,
    async bundle(entry, folder, name) {
      await vite.build({
        configFile: false,
        root: dirname(entry),
        logLevel: 'silent',
        build: {
          outDir: folder,
          emptyOutDir: false,
          rolldownOptions: { input: { [name]: entry }, output: { entryFileNames: '[name].js' } },
        },
      })
    },
    async split(entry, folder, base) {
      await vite.build({
        configFile: false,
        root: dirname(entry),
        base,
        logLevel: 'silent',
        build: {
          outDir: folder,
          assetsDir: '',
          rolldownOptions: { input: entry, output: { entryFileNames: '[name].js' } },
        },
      })
    },
  },

  webpack: {
    version: webpack.version,
    async bundle(entry, folder, name) {
      await runWebpack(entry, { path: folder, filename: `${name}.js` })
    },
    async split(entry, folder, base) {
      await runWebpack(entry, { path: folder, filename: 'page.js', publicPath: base })
    },
  },

  esbuild: {
    version: esbuild.version,
    async bundle(entry, folder, name) {
      const { warnings } = await esbuild.build({
        entryPoints: { [name]: entry },
        outdir: folder,
        bundle: true,
        minify: true,
        format: 'esm',
        logLevel: 'silent',
      })
      if (warnings.length > 0) fail(warnings[0].text)
    },
    async split(entry, folder) {
      const { warnings } = await esbuild.build({
        entryPoints: [entry],
        outdir: folder,
        bundle: true,
        splitting: true,
        minify: true,
        format: 'esm',
        logLevel: 'silent',
      })
      if (warnings.length > 0) fail(warnings[0].text)
    },
  },
}
