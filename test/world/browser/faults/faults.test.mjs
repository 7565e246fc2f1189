import { afterAll, expect, test } from 'vitest'
import { bridge } from './cases/bridge.mjs'
import { clocks } from './cases/clocks.mjs'
import { page } from './cases/page.mjs'
import { scene } from './scene.mjs'

const cases = [...bridge, ...clocks, ...page]
const rows = Object.fromEntries(cases.map(({ name }) => [name, undefined])) // In this order.
afterAll(() => console.table(rows))

/**
 * Each: what happens, what the app may see besides 200, how often the bridge may be asked, and how many tokens the
 * backend may refuse.
 */
for (const one of cases) test.concurrent(one.name, () => check(one))

async function check({ name, options, play, mayAlsoSee = [], bridgeCalls = Infinity, backend401s = 0 }) {
  const result = await scene(options, play)
  const { saw } = result
  rows[name] = {
    'the app saw': Object.entries(saw)
      .map(([outcome, count]) => `${count} × ${outcome}`)
      .join(', '),
    'bridge calls': result.bridgeCalls,
    sends: result.sends,
    '401s of the backend': result.backend401s,
  }

  expect(Object.keys(saw).filter(outcome => outcome !== '200' && !mayAlsoSee.includes(outcome))).toEqual([])
  expect(saw[200]).toBeGreaterThan(0)

  // T1, S3: one call for a token, at most two for a failure, and one that is under way at the end.
  const most = typeof bridgeCalls === 'function' ? bridgeCalls(result) : bridgeCalls
  expect(result.bridgeCalls).toBeGreaterThan(0)
  expect(result.bridgeCalls).toBeLessThanOrEqual(Math.min(most, result.refresh + 2 * result.refresherror + 1))

  // F5: one send for each answer, and one for each retry; what was lost on the way may have arrived.
  const answers = (saw[200] ?? 0) + (saw[401] ?? 0) + result.retried
  expect(result.sends).toBeGreaterThanOrEqual(answers)
  expect(result.sends).toBeLessThanOrEqual(answers + (saw.TypeError ?? 0))

  // T10, F5: each refusal is told once, and its token never sent again.
  expect(result.rejected).toBe(result.backend401s)
  if (!mayAlsoSee.includes('401')) {
    expect(result.backend401s).toBeLessThanOrEqual(backend401s)
    expect(result.sentAgain).toBe(0)
  }
}
