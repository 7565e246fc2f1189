import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { transform } from 'esbuild'
import { rollup } from 'rollup'
import { describe, expect, test } from 'vitest'

const dist = file => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url))
/**
 * P2, in bytes, minified and gzipped: the budget, and the limit that is enforced until it is reached. Whoever makes
 * the package smaller lowers the limit.
 */
const sizes = {
  stages: { budget: 6800, limit: 9450 },
  script: { budget: 17_000, limit: 20_820 },
  forge: { budget: 3200, limit: 3200 },
}

function expectWithin(what, code, { budget, limit }) {
  const size = gzipped(code)
  console.log(`${what}: ${size} bytes, limit ${limit}, budget ${budget} (P2)`)
  expect(size).toBeLessThanOrEqual(limit)
}
const gzipped = code => gzipSync(code, { level: 9 }).length

const minifiers = {
  terser: terser({ module: true, ecma: 2020 }),
  esbuild: { renderChunk: code => transform(code, { minify: true, charset: 'utf8' }) },
}

/** What a bundler makes of an import of these names. */
async function bundle(names, file = 'index.js', external = [], minifier = minifiers.terser) {
  const entry = `export { ${names} } from ${JSON.stringify(dist(file))}`
  const built = await rollup({
    input: 'entry',
    external,
    plugins: [
      {
        name: 'entry',
        resolveId: id => (id === 'entry' ? id : null),
        load: id => (id === 'entry' ? entry : null),
      },
      resolve({ browser: true }),
    ],
    onLog: () => {},
  })
  const { output } = await built.generate({ format: 'es', plugins: [minifier] })
  return output[0].code
}

describe('P2: sizes, minified and gzipped', () => {
  test('tree shaking drops ky when only the stages are imported', async () => {
    const code = await bundle('createTokenCache, createContextFetch, apTokenSource')
    expectWithin('{ createTokenCache, createContextFetch, apTokenSource }', code, sizes.stages)
    expect(code).not.toContain('totalTimeout')
    expect(code).toContain('AP.context.getToken')
  })

  test.each(Object.keys(minifiers))(
    'the entry for Forge, without ky and @forge/bridge, by %s',
    async name => {
      const names = 'isForge, createForgeFetch, createForgeClient'
      const code = await bundle(names, 'forge.js', ['ky'], minifiers[name])
      expectWithin(`ap-context-fetch/forge by ${name}`, code, sizes.forge)
      expect(code).toContain('Failed to fetch')
      expect(code).not.toContain('AP.context')
    },
  )

  test('the script for the script tag is minified', () => {
    const [whole, minified] = ['', '.min'].map(kind =>
      readFileSync(dist(`ap-context-fetch.global${kind}.js`)),
    )
    expectWithin('ap-context-fetch.global.min.js', minified, sizes.script)
    expect(gzipped(minified)).toBeLessThan(gzipped(whole) / 1.5)
  })
})
