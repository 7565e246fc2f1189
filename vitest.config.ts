import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Tests in Chromium: one file at a time, since each starts servers and a browser of its own. */
const browserProject = (name: string, folders: string[]) => [
  {
    test: {
      name,
      include: folders.map(folder => `test/${folder}/**/*.test.mjs`),
      globalSetup: 'test/browser/find-chromium.mjs',
      fileParallelism: false,
      maxConcurrency: 4,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
]

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
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.mjs'] } },
      ...browserProject('browser', ['browser']),
      ...browserProject('neighbours', ['neighbours', 'bundlers']),
    ],
  },
})

export default config
