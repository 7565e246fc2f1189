import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** The unit tests as a single project, which the mutation runner needs. */
const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'happy-dom',
    include: ['test/unit/**/*.test.ts'],
    exclude: ['test/unit/readme.test.ts'],
  },
})

export default config
