import { defineConfig, type ViteUserConfig } from 'vitest/config'

/**
 * The unit tests as a single project, which the mutation runner needs; without those that can kill no mutant:
 * they run the documentation, read the source as a text, or bundle it for another process.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'happy-dom',
    include: ['test/source/unit/**/*.test.{ts,mjs}'],
    exclude: ['layers', 'testing/alone', 'cache/unref'].map(name => `test/source/unit/${name}.test.ts`),
  },
})

export default config
