import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../../../support/browser.mjs'
import { behaviours, told } from '../bridge/behaviours.mjs'
import { seenOfFake } from '../bridge/fake.mjs'
import { startReal } from '../bridge/real.mjs'
import { printTable } from '../table.mjs'

const held = {}
beforeAll(async () => {
  held.browser = await launchBrowser()
  held.real = await startReal(held.browser)
})
afterAll(async () => {
  await held.browser?.close()
  await held.real?.stop()
})

test('K1: an app sees the same of the fake as of the real bridge', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue() // What a callback of the app throws.
  const rows = []
  for (const behaviour of behaviours) {
    const { product, host, app } = behaviour
    const real = told(behaviour, await held.real.seen(behaviour))
    const fake = told(behaviour, await seenOfFake(behaviour))
    rows.push({
      product,
      'its host': host,
      'the app': app,
      'sees of the real bridge': real,
      'of the fake': fake,
    })
  }
  log.mockRestore()
  const differences = rows.filter(row => row['sees of the real bridge'] !== row['of the fake'])
  printTable(
    `The bridge as an app sees it: ${rows.length} behaviours, differences: ${differences.length}`,
    rows,
  )
  expect(differences).toEqual([])
  expect(rows.map(row => row['sees of the real bridge'])).toEqual(behaviours.map(row => told(row, row)))
})
