import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const contender = name => fileURLToPath(new URL(`../contenders/${name}.mjs`, import.meta.url))
const entries = {
  'ap-context-fetch, client.fetch without ky': `export { createTokenCache, createContextFetch, apTokenSource } from '../../dist/index.js'`,
  'ap-context-fetch, everything': `export * from '../../dist/index.js'`,
  'get once, retry a 401 (by hand)': `export * from '${contender('once-and-retry')}'`,
  'ky with hooks': `export * from '${contender('ky-hooks')}'`,
  'ofetch with onRequest': `export * from '${contender('ofetch')}'`,
  'axios + axios-auth-refresh': `export * from '${contender('axios-auth-refresh')}'`,
  '@badgateway/oauth2-client': `export * from '${contender('oauth2-fetch')}'`,
  '@auth0/auth0-spa-js createFetcher': `export * from '${contender('auth0-fetcher')}'`,
  'keycloak-js updateToken': `import Keycloak from 'keycloak-js'; export { Keycloak }`,
  'oidc-client-ts': `export { UserManager } from 'oidc-client-ts'`,
}

/** What each brings to a page, bundled by the same tool with all that its adapter needs. */
export async function size() {
  const rows = []
  for (const [name, contents] of Object.entries(entries)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL('../contenders', import.meta.url)) },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      write: false,
      legalComments: 'none',
    })
    const code = outputFiles[0].contents
    const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    rows.push({
      contender: name,
      'minified, bytes': code.length,
      'gzip -9': gzipSync(code, { level: 9 }).length,
      brotli: brotli.length,
    })
  }
  return { title: 'Size: minified by esbuild with all it needs, in bytes', rows, bars: [] }
}
