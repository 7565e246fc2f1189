import { expect, test } from 'vitest'
import { checkModel } from './check.js'

/** `vitest --mode long`: other sequences each time, and many more of them. */
const isLong = process.env['MODE'] === 'long'
const chunks = isLong ? 200 : 20
const runs = 1000
const first = isLong ? Math.trunc(Math.random() * 2 ** 31) : 3

console.log(`model: ${chunks * runs} runs from seed ${first}`)

test.each(Array.from({ length: chunks }, (_, chunk) => first + chunk))(
  'T1 to T11: the token cache does what the model says, seed %i',
  async seed => {
    await expect(checkModel(seed, runs)).resolves.toBeUndefined()
  },
)
