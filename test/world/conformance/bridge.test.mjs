import { expect, test, vi } from 'vitest'
import { behaviours, told } from './bridge/behaviours.mjs'
import { seenOfFake } from './bridge/fake.mjs'

test.each(behaviours)('K1: product $product, host $host, the app $app: $seen', async behaviour => {
  const log = vi.spyOn(console, 'error').mockReturnValue() // What a callback of the app throws.
  expect(told(behaviour, await seenOfFake(behaviour))).toBe(told(behaviour, behaviour))
  log.mockRestore()
})
