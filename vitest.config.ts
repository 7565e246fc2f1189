import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests in Chromium: one file at a time, since each starts servers and a browser of its own. */
const browserProject = (
  name: string,
  folders: string[],
  more: { policy?: string; exclude?: string[] } = {},
) => [
  {
    test: {
      name,
      exclude: more.exclude ?? [],
      provide: { policy: more.policy },
      include: folders.map(folder => `test/${folder}/**/*.test.mjs`),
      globalSetup: 'test/browser/find-chromium.mjs',
      fileParallelism: false,
      maxConcurrency: 4,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
]

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
      { test: { name: 'unit', environment: 'happy-dom', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'model', include: ['test/model/**/*.test.ts'], testTimeout: 600_000 } },
      { test: { name: 'model-long', include: ['test/model/**/*.long.ts'], testTimeout: 600_000 } },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.{ts,mjs}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'consumers',
          include: ['test/consumers/*.test.ts'],
          globalSetup: 'test/consumers/install-package.ts',
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
      {
        resolve: {
          alias: {
            'ap-context-fetch/testing': fromHere('src/testing/index.ts'),
            'ap-context-fetch': fromHere('src/index.ts'),
            '@forge/bridge': fromHere('test/docs/fakes/forge-bridge.ts'),
          },
        },
        test: {
          name: 'docs',
          include: ['test/docs/*.test.{ts,mjs}'],
          globalSetup: 'test/browser/find-chromium.mjs',
          testTimeout: 120_000,
        },
      },
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.mjs'] } },
      ...browserProject('browser', ['browser']),
      ...browserProject('csp', ['browser'], {
        policy: strictPolicy,
        exclude: ['test/browser/bridge/**'], // Pages without this package's script.
      }),
      ...browserProject('neighbours', ['neighbours', 'bundlers']),
    ],
  },
})

export default config
