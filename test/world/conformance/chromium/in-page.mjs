import ky from '/node_modules/ky/distribution/index.js'
import { implementations } from '/test/world/conformance/implementations.mjs'
import { runCases } from '/test/world/conformance/run-cases.mjs'

const platform = globalThis.fetch

/** Runs every case with every implementation, each after the other. */
globalThis.runConformance = async origins => {
  const results = {}
  for (const [name, implementation] of Object.entries(implementations(globalThis.ApContextFetch, origins))) {
    const { fetch, end, sendsNothing } = implementation()
    const run = {
      environment: 'chromium',
      implementation: fetch,
      prefix: name[0],
      origins,
      ky,
      platform,
      sendsNothing,
    }
    results[name] = await runCases(run)
    end()
  }
  return { results, isRestored: globalThis.fetch === platform }
}
globalThis.isReady = true
