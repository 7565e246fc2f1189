import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Installation, installTarball } from './install.js'

const names = [
  'ContextTokenError',
  'apTokenSource',
  'createContextClient',
  'createContextFetch',
  'createTokenCache',
  'decodeContextToken',
  'installContextFetch',
  'isContextTokenError',
]
const scripts = ['dist/ap-context-fetch.global.js', 'dist/ap-context-fetch.global.min.js']

let installed: Installation
beforeAll(() => {
  installed = installTarball()
})
afterAll(() => installed.remove())

const read = (path: string) =>
  readFileSync(join(installed.folder, 'node_modules/ap-context-fetch', path), 'utf8')

describe('the tarball, installed into an empty folder', () => {
  test('holds what users need, and nothing else', () => {
    const others = installed.files.filter(
      path => !/^dist\/([\w-]+\/)*[\w.-]+\.(d\.ts|js|js\.map)$/.test(path),
    )
    expect(others).toEqual(['LICENSE', 'README.md', 'package.json'])
    expect(installed.files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', ...scripts]))
  })

  test('brings two runtime dependencies', () => {
    const { dependencies } = JSON.parse(read('package.json'))
    expect(Object.keys(dependencies)).toEqual(['jwt-decode', 'ky'])
  })

  test('exports the public API', () => {
    const printed = installed.node(`console.log(Object.keys(await import('ap-context-fetch')).sort().join())`)
    expect(printed.trim()).toBe(names.join())
  })

  test('sends a request with a token, in Node', () => {
    const printed = installed.node(`
      import { createContextClient } from 'ap-context-fetch'
      const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
      const iat = Math.floor(Date.now() / 1000)
      const token = [part({ alg: 'HS256' }), part({ iss: 'tenant', iat, exp: iat + 900 }), 'c2ln'].join('.')
      const client = createContextClient({
        getToken: () => token,
        baseUrl: 'https://app.example.com',
        fetch: async (url, { headers }) => Response.json([url, headers.get('authorization') === 'JWT ' + token]),
      })
      console.log(await (await client.fetch('/api/notes')).text())
      console.log((await client.getClaims()).iss)
    `)
    expect(printed).toBe('["https://app.example.com/api/notes",true]\ntenant\n')
  })

  test('is bundled for a browser by rollup, and sends a request with a token there', async () => {
    const input = join(installed.folder, 'app.js')
    writeFileSync(input, `export { createContextClient } from 'ap-context-fetch'`)
    const warnings: string[] = []
    const bundle = await rollup({
      input,
      plugins: [nodeResolve({ browser: true })],
      onLog: (_level, { message }) => warnings.push(message),
    })
    const { output } = await bundle.generate({ format: 'es' })
    expect(warnings).toEqual([])
    expect(output[0].imports).toEqual([])
    writeFileSync(join(installed.folder, 'bundle.js'), output[0].code)
    const printed = installed.node(`
      import { createContextClient } from './bundle.js'
      const client = createContextClient({
        getToken: () => 'e30.${Buffer.from('{"iss":"tenant"}').toString('base64url')}.c2ln',
        baseUrl: 'https://app.example.com',
        fetch: async (url, { headers }) => new Response(headers.get('authorization')),
      })
      console.log(await (await client.fetch('/api/notes')).text())
      client.dispose()
    `)
    expect(printed).toMatch(/^JWT e30\.\w+\.c2ln\n$/)
  })

  test('S1: importing it touches neither AP nor anything of a page', () => {
    const printed = installed.node(`
      for (const name of ['AP', 'document', 'window', 'location', 'fetch', 'XMLHttpRequest']) {
        Object.defineProperty(globalThis, name, { get() { throw new Error(name + ' was touched') } })
      }
      await import('ap-context-fetch')
      console.log('untouched')
    `)
    expect(printed).toBe('untouched\n')
  })

  test.each(scripts)('%s puts the same exports on ApContextFetch', path => {
    const globals = {
      ...{ AbortController, AbortSignal, EventTarget, FormData, Headers, Request, Response, URL },
      ...{ ReadableStream, TextEncoder, URLSearchParams, atob, performance, setTimeout, clearTimeout },
    }
    const found = vm.runInNewContext(`${read(path)}; Object.keys(ApContextFetch).sort().join()`, globals)
    expect(found).toBe(names.join())
  })

  test.each(['dist/index.js', ...scripts])('%s has a source map with its sources', path => {
    const map = JSON.parse(read(`${path}.map`))
    expect(map.sources.length).toBeGreaterThan(0)
    expect(map.sourcesContent).toHaveLength(map.sources.length)
    expect(map.sourcesContent.every((source: unknown) => typeof source === 'string')).toBe(true)
    expect(map.sources.join()).toContain('token-cache')
  })

  test('no file of the script tags needs eval', () => {
    for (const path of scripts) expect(read(path)).not.toMatch(/\beval\(|new Function\b/)
  })
})
