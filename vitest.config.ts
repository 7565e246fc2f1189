import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests in Chromium: one file at a time, since each starts servers and a browser of its own. */
const browserProject = (
  name: string,
  include: string[],
  more: { policy?: string; exclude?: string[] } = {},
) => ({
  test: {
    name,
    include,
    exclude: more.exclude ?? [],
    provide: { policy: more.policy },
    globalSetup: 'test/support/find-chromium.mjs',
    fileParallelism: false,
    maxConcurrency: 4,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

const inChromium = ['test/world/browser/**/*.test.mjs', 'test/world/conformance/chromium/*.test.mjs']

/** The strictest policy that a page with a script and a backend can have. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"

declare module 'vitest' {
  interface ProvidedContext {
    /** `Content-Security-Policy` of the app's pages; the usual one of each page if there is none. */
    policy: string | undefined
  }
}

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'happy-dom', include: ['test/source/unit/**/*.test.ts'] } },
      { test: { name: 'model', include: ['test/source/model/**/*.test.ts'], testTimeout: 600_000 } },
      { test: { name: 'model-long', include: ['test/source/model/**/*.long.ts'], testTimeout: 600_000 } },
      {
        test: {
          name: 'package',
          include: ['test/package/*.test.{ts,mjs}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'consumers',
          include: ['test/package/consumers/*.test.ts'],
          globalSetup: 'test/package/consumers/install-package.ts',
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
      { test: { name: 'conformance', include: ['test/world/conformance/*.test.mjs'] } },
      browserProject('browser', inChromium),
      browserProject('csp', inChromium, {
        policy: strictPolicy,
        exclude: ['**/bridge.test.mjs'], // Pages without this package's script.
      }),
      browserProject('libraries', ['test/world/libraries/*.test.mjs', 'test/package/bundlers/*.test.mjs']),
      {
        resolve: {
          alias: {
            'ap-context-fetch/forge': fromHere('src/forge/index.ts'),
            'ap-context-fetch/testing': fromHere('src/testing/index.ts'),
            'ap-context-fetch': fromHere('src/index.ts'),
          },
        },
        test: {
          name: 'pages',
          include: ['test/pages/*.test.{ts,mjs}'],
          globalSetup: 'test/support/find-chromium.mjs',
          testTimeout: 120_000,
        },
      },
    ],
  },
})

export default config
