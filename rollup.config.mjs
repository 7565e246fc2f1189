import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

const tsconfig = './tsconfig.build.json'
const script = { format: 'iife', name: 'ApContextFetch', sourcemap: true }

/** One ES module with declarations for bundlers, and one classic script with everything inside for pages. */
export default [
  {
    input: 'src/index.ts',
    external: ['ky', 'jwt-decode'],
    output: { dir: 'dist', format: 'es', sourcemap: true },
    plugins: [typescript({ tsconfig, declaration: true, declarationDir: 'dist' })],
  },
  {
    input: 'src/index.ts',
    output: [
      { ...script, file: 'dist/ap-context-fetch.global.js' },
      {
        ...script,
        file: 'dist/ap-context-fetch.global.min.js',
        plugins: [terser({ ecma: 2020, compress: { passes: 3, unsafe_arrows: true } })],
      },
    ],
    plugins: [resolve(), typescript({ tsconfig, declaration: false, declarationMap: false })],
  },
]
