import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const contender = name => fileURLToPath(new URL(`../contenders/${name}.mjs`, import.meta.url))
const entries = {
  'ap-context-fetch, client.fetch without ky': `export { createTokenCache, createContextFetch, apTokenSource } from '../../dist/index.js'`,
  'ap-context-fetch, everything': `export * from '../../dist/index.js'`,
  'get once, retry a 401 (by hand)': `export * from '${contender('once-and-retry')}'`,
  'ky with hooks': `export * from '${contender('ky-hooks')}'`,
  'wretch with a middleware': `export * from '${contender('wretch')}'`,
  'ofetch with onRequest': `export * from '${contender('ofetch')}'`,
  'axios + axios-auth-refresh': `export * from '${contender('axios-auth-refresh')}'`,
  '@badgateway/oauth2-client': `export * from '${contender('oauth2-fetch')}'`,
  '@azure/core-rest-pipeline': `export * from '${contender('azure-pipeline')}'`,
  '@auth0/auth0-spa-js createFetcher': `export * from '${contender('auth0-fetcher')}'`,
  'keycloak-js updateToken': `import Keycloak from 'keycloak-js'; export { Keycloak }`,
  'oidc-client-ts': `export { UserManager } from 'oidc-client-ts'`,
}

const of = (names, file = 'index') => `export { ${names} } from '../../dist/${file}.js'`
/** ky and `@forge/bridge` left out: they are said with the contenders. */
const parts = {
  apTokenSource: of('apTokenSource'),
  sessionTokenSource: of('sessionTokenSource'),
  createTokenCache: of('createTokenCache'),
  createContextFetch: of('createContextFetch'),
  'the three stages: apTokenSource, createTokenCache, createContextFetch': of(
    'apTokenSource, createTokenCache, createContextFetch',
  ),
  createContextClient: of('createContextClient'),
  installContextFetch: of('installContextFetch'),
  'createContextClient, installContextFetch': of('createContextClient, installContextFetch'),
  decodeContextToken: of('decodeContextToken'),
  'ap-context-fetch/forge': `export * from '../../dist/forge.js'`,
}

/** What each brings to a page, bundled by the same tool with all that its adapter needs. */
export const size = async () => ({
  title: 'Size: minified by esbuild with all it needs, in bytes',
  rows: await weigh('contender', entries),
  bars: [],
})

/** What the parts of this package weigh, each alone: what they share is counted with each. */
export const stages = async () => ({
  title: 'Size of each part of ap-context-fetch, without ky, minified by esbuild, in bytes',
  rows: await weigh('part', parts, ['ky', '@forge/bridge']),
  bars: [],
})

async function weigh(column, all, external = []) {
  const rows = []
  for (const [name, contents] of Object.entries(all)) {
    const code = await bundle(contents, external).catch(error => error)
    if (code instanceof Error) {
      rows.push({ [column]: name, note: `not measured: ${code.message.split('\n')[0]}` })
      continue
    }
    const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    rows.push({
      [column]: name,
      'minified, bytes': code.length,
      'gzip -9': gzipSync(code, { level: 9 }).length,
      brotli: brotli.length,
    })
  }
  return rows
}

async function bundle(contents, external) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../contenders', import.meta.url)) },
    external,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
  })
  return outputFiles[0].contents
}
