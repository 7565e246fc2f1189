// @vitest-environment node
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type Plugin, rollup } from 'rollup'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { createFakeToken } from '../../../../src/testing/index.js'

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

async function scriptOf(use: string): Promise<string> {
  const bundle = await rollup({
    input: `${root}/src/cache/token-cache.ts`,
    plugins: [stripTypes, nodeResolve()],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es' })
  return `${output[0].code}\n${use}`
}

describe('token cache: in a process', () => {
  test('T8: a process that holds an hour-long token, in use, exits by itself', async () => {
    const token = createFakeToken({ exp: Math.floor(Date.now() / 1000) + 3600 })
    const script = await scriptOf(`
      const token = '${token}'
      const cache = createTokenCache(async () => token)
      await cache.get()
      await cache.get()
      process.on('exit', () => console.log(cache.peek() === token))
    `)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(stdout).toBe('true\n')
    expect(status).toBe(0)
  }, 30_000)
})
