import type { KnipConfig } from 'knip'

/** What nobody uses: files, exports and dependencies. Entries are what pages, bundles and other processes load by name. */
const config: KnipConfig = {
  ignoreExportsUsedInFile: true,
  workspaces: {
    '.': {
      entry: [
        'src/{index,forge/index,testing/index}.ts',
        'scripts/*.mjs',
        'test/source/{model,types}/*.ts',
        'test/source/mutation/vitest.config.ts',
      ],
      project: ['src/**', 'scripts/**', 'test/*.mjs', 'test/{source,support}/**'],
      ignoreBinaries: ['apt-cache'], // Debian's, where the tests install a browser.
    },
    demo: { entry: ['app/{pages,panel}/*.js', 'product/{main,ajs}.js'] },
    bench: {
      entry: ['cases/*.mjs', 'contenders/*.mjs', 'pages/*.js'],
      ignoreDependencies: ['keycloak-js', 'oidc-client-ts'], // Bundled for their size alone.
    },
    'test/package': {
      entry: [
        '*.test.{ts,mjs}',
        'bundlers/*.test.mjs',
        'bundlers/{entries/*,played-host}.js',
        'consumers/**/*.{ts,js,mts,cts}',
      ],
      // The consumers' tests start these as programs, or a runner does.
      ignoreDependencies: ['@types/atlassian-connect-js', /^jest/, 'jsdom', 'mocha', /^typescript\d/],
    },
    'test/world': {
      entry: [
        '**/*.test.mjs',
        'browser/app/pages/*.js',
        'browser/install/support/service-worker.js',
        'browser/development/host.mjs',
        'conformance/bridge/pages/*.js',
        'conformance/chromium/{in,hostile,xhr}-page.mjs',
        'conformance/xhr/run-cases.mjs',
        'libraries/page/{main,hooks,sockets,react-app,beside/main}.{ts,tsx}',
        'libraries/{recipes,server}/*',
      ],
      ignoreUnresolved: [/^\/test\//], // The tests' own server has them.
      // Served as files, or bundled from a text.
      ignoreDependencies: ['atlassian-connect-js', 'axe-core', 'htmx4', 'jquery4'],
    },
    'test/pages': {
      entry: ['*.test.{ts,mjs}', 'recipes/*'],
      ignoreDependencies: ['mermaid'], // Served as a file.
    },
  },
}

export default config
