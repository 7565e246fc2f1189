import { expect, test } from 'vitest'
import { checkModel } from './check.js'

const runs = 1000

/**
 * Half of the runs: there are two files, so that two cores share them.
 *
 * `--mode long` takes other seeds each time, and many more of them. A failure prints its seed and the shortest
 * sequence that fails.
 */
export function modelSuite(firstSeed: number): void {
  const { MODE } = process.env
  const isLong = MODE === 'long'
  const first = isLong ? Math.trunc(Math.random() * 2 ** 31) : firstSeed
  const seeds = Array.from({ length: isLong ? 100 : 10 }, (_, chunk) => first + chunk)

  console.log(`model: ${seeds.length} × ${runs} runs, seeds ${first} to ${seeds.at(-1)}`)
  test.each(seeds)('T1 to T11: the token cache does what the model says, seed %i', async seed => {
    await expect(checkModel(seed, runs)).resolves.toBeUndefined()
  })
}
