import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type Plugin, rollup } from 'rollup'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** Types away, nothing checked: the compiler has done that elsewhere. */
const stripTypes: Plugin = {
  name: 'strip-types',
  resolveId: (id, importer) =>
    id.startsWith('.') && importer?.endsWith('.ts')
      ? fileURLToPath(new URL(id.replace(/\.js$/, '.ts'), `file://${importer}`))
      : null,
  transform: (code, id) =>
    id.endsWith('.ts')
      ? ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: 99 } })
          .outputText
      : null,
}

/** The token cache and the lines that use it, as one ES module for a process of its own. */
export async function scriptOf(use: string): Promise<string> {
  const bundle = await rollup({
    input: `${root}/src/cache/token-cache.ts`,
    plugins: [stripTypes, nodeResolve()],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es' })
  return `${output[0].code}\n${use}`
}
