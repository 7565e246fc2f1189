import { afterAll, expect, test } from 'vitest'
import { cases } from './cases.mjs'
import { scene } from './scene.mjs'

const rows = {}
afterAll(() => console.table(rows))

const named = cases.map(fault => [fault.name, fault])
test.concurrent.each(named)('%s', async (name, { options = {}, play, mayAlsoSee = [], bridgeCalls }) => {
  const result = await scene(options, play)
  rows[name] = {
    'the app saw': Object.entries(result.saw)
      .map(([outcome, count]) => `${count} × ${outcome}`)
      .join(', '),
    'bridge calls': result.bridgeCalls,
    sends: result.sends,
    '401s of the backend': result.backend401s,
  }
  const failures = Object.keys(result.saw).filter(
    outcome => outcome !== '200' && !mayAlsoSee.includes(outcome),
  )
  expect(failures).toEqual([])
  expect(result.saw[200]).toBeGreaterThan(0)
  expect(result.bridgeCalls).toBeGreaterThanOrEqual(1)
  expect(result.bridgeCalls).toBeLessThanOrEqual(bridgeCalls)
})
