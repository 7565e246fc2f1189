import { expect, test } from 'vitest'
import { checkModel } from './check.js'

const runs = 1000

/** A thousand runs for each of so many seeds. A failure prints its seed and the shortest sequence that fails. */
export function modelSuite(first: number, count: number): void {
  const seeds = Array.from({ length: count }, (_, chunk) => first + chunk)

  console.log(`model: ${count} × ${runs} runs, seeds ${first} to ${first + count - 1}`)
  test.each(seeds)('T1 to T11: the token cache does what the model says, seed %i', async seed => {
    await expect(checkModel(seed, runs)).resolves.toBeUndefined()
  })
}
