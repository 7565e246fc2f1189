// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../../../src/testing/', import.meta.url)

test.each(readdirSync(folder))('%s imports nothing from elsewhere but types: the kit stands alone', file => {
  const source = readFileSync(new URL(file, folder), 'utf8')
  const statements = source.match(/^(?:import|export)\b[^'"]*?from '[^']+'/gm) ?? []
  const foreign = statements.filter(it => !/from '\.\//.test(it) && !/^(?:import|export) type /.test(it))
  expect(foreign).toEqual([])
  expect(source).not.toMatch(/\brequire\(|\bimport\(|^import '/m)
})
