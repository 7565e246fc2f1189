import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests in Chromium. */
const browserProject = (name: string, include: string[], options: ViteUserConfig['test'] = {}) => ({
  test: {
    name,
    include,
    ...options,
    globalSetup: 'test/support/find-chromium.mjs',
    isolate: false, // What a file keeps, it keeps in its pages: the servers' modules are loaded once a worker.
    maxConcurrency: 6,
    // No test waits for it: on a busy machine a start or a bundle may take minutes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})

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
    pool: 'threads',
    maxWorkers: availableParallelism() + 1, // While one starts or waits for a timer, the others use its core.
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'happy-dom',
          include: ['test/source/unit/**/*.test.{ts,mjs}'],
          testTimeout: 30_000, // No test waits for it: some send thousands of requests on a busy machine.
        },
      },
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
      browserProject(
        'browser',
        ['test/world/browser/**/*.test.mjs', 'test/world/conformance/chromium/*.test.mjs'],
        // Tokens live for seconds here, and each worker starts up to six browsers.
        { provide: { policy: strictPolicy }, maxWorkers: availableParallelism() },
      ),
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
