/** Writes the licenses of what the CommonJS builds and the scripts contain; a part of the build. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { read } from './read.mjs'

const { dependencies } = JSON.parse(read('package.json'))
const texts = Object.keys(dependencies).map(name => {
  const folder = new URL(`../node_modules/${name}/`, import.meta.url)
  const file = readdirSync(folder).find(file => /^licen[cs]e(\.\w+)?$/i.test(file))
  if (!file) throw new Error(`${name} has no license file`)
  return `${name}\n\n${readFileSync(new URL(file, folder), 'utf8').trim()}\n`
})
const heading = 'The builds that contain their dependencies (*.cjs, *.global*.js) contain these:\n'
writeFileSync(new URL('../dist/third-party-licenses.txt', import.meta.url), [heading, ...texts].join('\n'))
