import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, expect, test } from 'vitest'
import { packInto } from '../support/pack.js'

const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const tarball = readFileSync(packInto(folder).path)

test('P1: publint finds nothing', async () => {
  const { buffer, byteOffset, byteLength } = tarball
  const { messages, pkg } = await publint({
    pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
    strict: true,
  })
  expect(pkg).toHaveProperty('name', 'ap-context-fetch')
  expect(messages.map(message => formatMessage(message, pkg))).toEqual([])
})

test('P1: are the types wrong? In no way of resolving an entry', async () => {
  const analysis = await checkPackage(createPackageFromTarballData(tarball))
  if (!analysis.types) throw new Error('no types were found')
  expect(analysis.problems).toEqual([])

  const found = Object.values(analysis.entrypoints)
    .filter(({ subpath }) => subpath !== './package.json')
    .map(({ subpath, resolutions }) => {
      const types = Object.values(resolutions).map(
        ({ resolutionKind, resolution, implementationResolution }) => {
          const path = (file = 'nothing') => file.replace('/node_modules/ap-context-fetch/', '')
          const code = resolutionKind === 'node10' ? '' : ` of ${path(implementationResolution?.fileName)}`
          return `${resolutionKind}: ${path(resolution?.fileName)}${code}`
        },
      )
      return [subpath, types]
    })
  const ofModule = (name: string) => [
    `node10: dist/${name}.d.cts`,
    `node16-cjs: dist/${name}.d.cts of dist/${name}.cjs`,
    `node16-esm: dist/${name}.d.ts of dist/${name}.js`,
    `bundler: dist/${name}.d.ts of dist/${name}.js`,
  ]
  expect(Object.fromEntries(found)).toEqual({
    '.': ofModule('index'),
    './forge': ofModule('forge'),
    './testing': ofModule('testing'),
    // Types only: there is no code that they could be wrong about.
    './ap': [
      'node10: types/ap.d.cts',
      ...['node16-cjs', 'node16-esm', 'bundler'].map(kind => `${kind}: types/ap.d.cts of nothing`),
    ],
  })
})
