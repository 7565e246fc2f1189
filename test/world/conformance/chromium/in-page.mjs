import ky from '/node_modules/ky/distribution/index.js'
import { runAll } from '/test/world/conformance/run-cases.mjs'

const platform = globalThis.fetch

globalThis.runConformance = async origins => {
  const library = globalThis.ApContextFetch
  const results = await runAll({ library, environment: 'chromium', origins, ky, platform })
  return { results, isRestored: globalThis.fetch === platform }
}
globalThis.isReady = true
