import { dirname } from 'node:path'
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

function fail(message) {
  throw new Error(`A bundler warns: ${message}`)
}

/** @type {Record<string, { version: string, bundle: Bundle }>} */
export const bundlers = {
  rollup: {
    version: rollupVersion,
    async bundle(entry, folder, name) {
      const plugins = [nodeResolve({ browser: true })]
      const build = await rollup({ input: entry, plugins, onLog: (_level, { message }) => fail(message) })
      await build.write({ file: `${folder}/${name}.js`, format: 'es', plugins: [terser({ module: true })] })
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
  },

  webpack: {
    version: webpack.version,
    async bundle(entry, folder, name) {
      const settings = {
        mode: 'production',
        context: dirname(entry),
        entry,
        output: { path: folder, filename: `${name}.js` },
      }
      const stats = await new Promise((resolve, reject) => {
        webpack(settings, (error, stats) => (error ? reject(error) : resolve(stats)))
      })
      if (stats.hasErrors() || stats.hasWarnings()) fail(stats.toString())
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
  },
}
