import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import dts from 'rollup-plugin-dts'
import { privateNames } from './scripts/private-names.mjs'
import { kyTypesOfModule, lazyTextEncoder, startWithout } from './scripts/rollup-plugins.mjs'

const entries = { index: 'src/index.ts', forge: 'src/forge/index.ts', testing: 'src/testing/index.ts' }
const external = ['ky', 'jwt-decode']
const tsconfig = './tsconfig.build.json'
/** No types of Node here, so that the first build finds what a browser lacks. The others need not look again. */
const types = options => typescript({ tsconfig, ...options })
const withDependencies = () => [resolve(), lazyTextEncoder(), types({ noCheck: true })]
const script = { format: 'iife', name: 'ApContextFetch', sourcemap: true }

const declarations = (extension, ...plugins) => ({
  dir: 'dist',
  entryFileNames: `[name]${extension}`,
  chunkFileNames: `[name]${extension}`,
  minifyInternalExports: false,
  plugins,
})

export default [
  {
    input: entries,
    external,
    output: { dir: 'dist', format: 'es', chunkFileNames: 'shared-[hash].js', sourcemap: true },
    plugins: [startWithout('dist'), types()],
  },
  // P1: ky is an ES module alone, and whoever calls `require` cannot always load one (Jest, Node before 22.12).
  {
    input: entries,
    output: {
      dir: 'dist',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'shared-[hash].cjs', // `.js` would be an ES module here.
      exports: 'named',
      sourcemap: true,
    },
    plugins: withDependencies(),
  },
  {
    input: entries.index,
    output: [
      { ...script, file: 'dist/ap-context-fetch.global.js' },
      {
        ...script,
        file: 'dist/ap-context-fetch.global.min.js',
        plugins: [
          terser({
            ecma: 2020,
            compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
            mangle: { properties: { regex: new RegExp(`^(${privateNames.join('|')})$`) } },
          }),
        ],
      },
    ],
    plugins: withDependencies(),
  },
  {
    // Files of their own, since several entries (and types/ap.d.cts) speak of them.
    input: {
      ...entries,
      claims: 'src/shared/context-claims.ts',
      disposable: 'src/shared/disposable.ts',
    },
    external,
    output: [declarations('.d.ts'), declarations('.d.cts', kyTypesOfModule())],
    plugins: [dts({ tsconfig })],
  },
]
