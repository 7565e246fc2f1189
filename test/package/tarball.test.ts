import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dirname, join as joinPath } from 'node:path/posix'
import vm from 'node:vm'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Installation, installTarball } from '../support/install.js'
import { anchorsOf, linksOf, proseOf } from '../support/links.js'

const names = [
  'ContextTokenError',
  'apTokenSource',
  'createContextClient',
  'createContextFetch',
  'createTokenCache',
  'decodeContextToken',
  'installContextFetch',
  'isContextTokenError',
  'sessionTokenSource',
]
const kit = ['createFakeAP', 'createFakeBackend', 'createFakeForge', 'createFakeToken']
const forge = ['createForgeClient', 'createForgeFetch', 'isForge']
const scripts = ['dist/ap-context-fetch.global.js', 'dist/ap-context-fetch.global.min.js']
const entries = ['index', 'forge', 'testing']
const modules = entries.flatMap(name => [`dist/${name}.js`, `dist/${name}.cjs`])
const builds = [...modules, ...scripts]

/** A picture above this stays out of the tarball: a reader in `node_modules` has its caption. */
const heaviestPicture = 150_000
const isPicture = (path: string) => /\.(png|svg)$/.test(path)
const weightOf = (path: string) => statSync(new URL(`../../${path}`, import.meta.url)).size

/** What the README leads to, so that its links work in `node_modules` and on a CDN. */
const documents = [
  ...readdirSync(new URL('../../docs', import.meta.url))
    .filter(name => /\.(md|png)$/.test(name))
    .map(name => `docs/${name}`),
  ...['README.md', 'results.json', 'growth.svg', 'overhead.svg', 'rollover.svg', 'sizes.svg'].map(
    name => `bench/${name}`,
  ),
  ...['demo/README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
].filter(path => !isPicture(path) || weightOf(path) <= heaviestPicture)

const ofPages = [
  ...['AP', 'window', 'self', 'document', 'location', 'navigator', 'history'],
  ...['fetch', 'XMLHttpRequest', 'localStorage', 'sessionStorage', 'indexedDB', 'addEventListener'],
]

let installed: Installation
beforeAll(() => {
  installed = installTarball()
})
afterAll(() => installed.remove())

const read = (path: string) =>
  readFileSync(join(installed.folder, 'node_modules/ap-context-fetch', path), 'utf8')

describe('the tarball, installed into an empty folder', () => {
  test('P1: holds what users need, and nothing else', () => {
    // What index and forge have in common is a file of its own in each format.
    const shared = installed.files.filter(path => /^dist\/shared-[\w-]+\.c?js$/.test(path))
    expect(shared).toHaveLength(2)
    expect(installed.files).toEqual(
      [
        ...shared.flatMap(path => [path, `${path}.map`]),
        ...['LICENSE', 'README.md', 'package.json', 'types/ap.d.cts', 'dist/third-party-licenses.txt'],
        ...builds.flatMap(path => [path, `${path}.map`]),
        ...documents,
        ...['claims', 'disposable', ...entries].flatMap(name => [`dist/${name}.d.ts`, `dist/${name}.d.cts`]),
      ].sort(),
    )
  })

  test('P1: every relative link of the README and of docs/ leads to a file, and a heading, that it brings', () => {
    const pages = installed.files.filter(path => /^(README|docs\/.*)\.md$/.test(path))
    expect(pages.length).toBeGreaterThan(10)
    const broken = pages.flatMap(page =>
      linksOf(proseOf(read(page)))
        .filter(link => !/^https:/.test(link))
        .filter(link => {
          const [file = '', anchor] = link.split('#')
          const path = file ? joinPath(dirname(page), file) : page
          if (isPicture(path) && weightOf(path) > heaviestPicture) return false
          if (!installed.files.includes(path)) return true
          return anchor !== undefined && !anchorsOf(proseOf(read(path))).includes(anchor)
        })
        .map(link => `${page}: ${link}`),
    )
    expect(broken).toEqual([])
  })

  test('P1: every file that package.json names is there', () => {
    const { exports, main, types, typesVersions, unpkg, jsdelivr } = JSON.parse(read('package.json'))
    const named = JSON.stringify([exports, main, types, typesVersions, unpkg, jsdelivr]).match(
      /\.\/[^"]+\.\w+/g,
    )
    for (const name of entries) expect(named).toContain(`./dist/${name}.js`)
    for (const path of named ?? []) expect(() => read(path)).not.toThrow()
    expect([unpkg, jsdelivr]).toEqual(Array(2).fill('./dist/ap-context-fetch.global.min.js'))
  })

  test('has the licenses of what its builds contain', () => {
    const licenses = read('dist/third-party-licenses.txt')
    for (const holder of ['Sindre Sorhus', 'Auth0, Inc.']) expect(licenses).toContain(holder)
    expect(licenses.match(/The above copyright notice and this permission notice shall/g)).toHaveLength(2)
  })

  test('brings two runtime dependencies', () => {
    const { dependencies } = JSON.parse(read('package.json'))
    expect(Object.keys(dependencies)).toEqual(['jwt-decode', 'ky'])
  })

  test.each([
    ['ap-context-fetch', names],
    ['ap-context-fetch/forge', forge],
    ['ap-context-fetch/testing', kit],
  ])('P1: %s has the same exports for import and for require', (specifier, expected) => {
    const printed = installed.node(`
      import { createRequire } from 'node:module'
      const keys = module => Object.keys(module).sort().join()
      console.log(keys(await import('${specifier}')))
      console.log(keys(createRequire(import.meta.url)('${specifier}')))
    `)
    expect(printed).toBe(`${expected.join()}\n`.repeat(2))
  })

  test('P1: ES modules leave ky and jwt-decode to the app, CommonJS brings them', () => {
    const asked = (path: string): string[] => {
      const pattern = path.endsWith('.cjs') ? /\brequire\('([^']+)'/g : /^import .* from '([^']+)'/gm
      const ids = [...read(path).matchAll(pattern)].map(([, id = '']) => id)
      return ids.flatMap(id => (id.startsWith('./') ? asked(`dist${id.slice(1)}`) : [id]))
    }
    const all = Object.fromEntries(modules.map(path => [path, [...new Set(asked(path))].sort()]))
    expect(all).toMatchObject({ 'dist/index.js': ['jwt-decode', 'ky'], 'dist/forge.js': ['ky'] })
    for (const path of modules.slice(4).concat('dist/index.cjs', 'dist/forge.cjs'))
      expect(all[path]).toEqual([])
  })

  test.each([
    ['import', `import { createContextClient } from 'ap-context-fetch'`],
    [
      'require',
      `import { createRequire } from 'node:module'
       const { createContextClient } = createRequire(import.meta.url)('ap-context-fetch')`,
    ],
  ])('sends a request with a token, in Node, after %s', (_, imported) => {
    const printed = installed.node(`
      ${imported}
      const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
      const iat = Math.floor(Date.now() / 1000)
      const token = [part({ alg: 'HS256' }), part({ iss: 'tenant', iat, exp: iat + 900 }), 'c2ln'].join('.')
      const client = createContextClient({
        getToken: () => token,
        baseUrl: 'https://app.example.com',
        fetch: async (url, { headers }) => Response.json([url, headers.Authorization === 'JWT ' + token]),
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
        fetch: async (url, { headers }) => new Response(headers.Authorization),
      })
      console.log(await (await client.fetch('/api/notes')).text())
      client.dispose()
    `)
    expect(printed).toMatch(/^JWT e30\.\w+\.c2ln\n$/)
  })

  test.each(modules)('S1: importing %s touches nothing of a page, and leaves nothing behind', path => {
    const printed = installed.node(`
      for (const name of ${JSON.stringify(ofPages)}) {
        Object.defineProperty(globalThis, name, { get() { throw new Error(name + ' was touched') } })
      }
      const before = Object.getOwnPropertyNames(globalThis)
      await import('./node_modules/ap-context-fetch/${path}')
      console.log(Object.getOwnPropertyNames(globalThis).filter(name => !before.includes(name)).join())
    `)
    expect(printed).toBe('\n')
  })

  test.each(scripts)('S1: loading %s touches nothing of a page, and leaves ApContextFetch alone', path => {
    const page = {}
    for (const name of ofPages) {
      Object.defineProperty(page, name, {
        get() {
          throw new Error(`${name} was touched`)
        },
      })
    }
    vm.runInNewContext(read(path), page)
    expect(Object.getOwnPropertyNames(page).filter(name => !ofPages.includes(name))).toEqual([
      'ApContextFetch',
    ])
  })

  test.each(scripts)('%s puts the same exports on ApContextFetch', path => {
    const globals = {
      ...{ AbortController, AbortSignal, EventTarget, FormData, Headers, Request, Response, URL },
      ...{ ReadableStream, TextEncoder, URLSearchParams, atob, performance, setTimeout, clearTimeout },
    }
    const found = vm.runInNewContext(`${read(path)}; Object.keys(ApContextFetch).sort().join()`, globals)
    expect(found).toBe(names.join())
  })

  test.each(builds)('%s has a source map with its sources', path => {
    const map = JSON.parse(read(`${path}.map`))
    expect(map.sources.length).toBeGreaterThan(0)
    expect(map.sourcesContent).toHaveLength(map.sources.length)
    expect(map.sourcesContent.every((source: unknown) => typeof source === 'string')).toBe(true)
    expect(map.sources.join()).toContain(
      path.includes('testing') ? 'fake-ap' : path.includes('forge') ? 'forge-fetch' : 'token-cache',
    )
  })

  test('no file of the script tags needs eval', () => {
    for (const path of scripts) expect(read(path)).not.toMatch(/\beval\(|new Function\b/)
  })
})
