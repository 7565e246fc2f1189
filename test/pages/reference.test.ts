import ts from 'typescript'
import { expect, test } from 'vitest'
import { fileOf, pageOf } from './pages.js'

const config = { strict: true, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [], skipLibCheck: true }
const entries = ['src/index.ts', 'src/testing/index.ts'].map(fileOf)
const program = ts.createProgram(entries, {
  ...config,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
})
const checker = program.getTypeChecker()

const exported = entries.flatMap(entry => {
  const source = program.getSourceFile(entry)
  const module = source && checker.getSymbolAtLocation(source)
  return module ? checker.getExportsOfModule(module) : []
})

/** A type that the package exports. */
function typeOf(name: string): ts.Type {
  const found = exported.find(symbol => symbol.name === name)
  if (!found) throw new Error(`no export ${name}`)
  const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found
  return checker.getDeclaredTypeOfSymbol(symbol)
}

const membersOf = (name: string) =>
  checker
    .getPropertiesOfType(typeOf(name))
    .map(member => member.name)
    .filter(member => !member.startsWith('__@')) // symbols

const valuesOf = (name: string) => {
  const type = typeOf(name)
  return type.isUnion() ? type.types.map(type => (type.isStringLiteral() ? type.value : '?')) : []
}

/** The defaults that the documentation of the members states. */
const defaultsOf = (name: string) =>
  checker.getPropertiesOfType(typeOf(name)).map(member => {
    const tag = member.getJsDocTags(checker).find(tag => tag.name === 'default')
    return [member.name, plain(ts.displayPartsToString(tag?.text) || 'none')]
  })

const plain = (text: string) => text.replaceAll('`', '').trim()

const options = pageOf('docs/options.md').prose

/** The cells of the first table after a text. */
function tableAfter(text: string, prose = options): string[][] {
  const after = prose.slice(prose.indexOf(text) + text.length)
  if (!prose.includes(text)) throw new Error(`no “${text}”`)
  const rows = /^\|.*\n(?:\|.*\n)+/m.exec(after)?.[0].trimEnd().split('\n') ?? []
  return rows.slice(2).map(row => row.split('|').slice(1, -1).map(plain))
}

test.each([
  ['## `createContextClient(options)`', 'ContextClientOptions'],
  ['## `client.authorizeUrl(url, options)`', 'AuthorizeUrlOptions'],
  ['## `installContextFetch(client, options)`', 'InstallOptions'],
  ['`apTokenSource(options)`:', 'ApTokenSourceOptions'],
  ['`createTokenCache(source, options)`:', 'TokenCacheOptions'],
  ['`createContextFetch(tokens, options)`:', 'ContextFetchOptions'],
])('%s lists the options of the type, and their defaults', (heading, type) => {
  const documented = tableAfter(heading).map(([name, , value]) => [name, value])
  expect(documented.sort()).toEqual(defaultsOf(type).sort())
})

test('the members of a client are all there', () => {
  const documented = tableAfter('## Members of a client').map(([name]) => name)
  expect(documented.sort()).toEqual(membersOf('ContextClient').sort())
})

test('the reasons are all there', () => {
  const documented = tableAfter('would wait for itself:').map(([reason]) => reason)
  expect(documented.sort()).toEqual(valuesOf('RefreshReason').sort())
})

test('the events are all there, with all that they tell', () => {
  const documented = tableAfter('## Events').map(([name, , detail = '']) => [
    name,
    detail.split(/, */).sort(),
  ])
  const details = {
    refresh: 'RefreshDetail',
    refresherror: 'RefreshErrorDetail',
    rejected: 'RejectedDetail',
    untouched: 'UntouchedDetail',
    identitychange: 'IdentityChangeDetail',
  }
  expect(documented.map(([name]) => name)).toEqual(membersOf('ContextTokenEventMap'))
  expect(documented).toEqual(Object.entries(details).map(([name, type]) => [name, membersOf(type).sort()]))
})

test('every code of an error has a section in troubleshooting, and so has every member of the list', () => {
  const { prose } = pageOf('docs/troubleshooting.md')
  const sections = [...prose.matchAll(/^## `([a-z-]+)`$/gm)].map(([, code]) => code)
  const codes = valuesOf('ContextTokenErrorCode')
  expect(codes).toContain('ap-unavailable')
  expect(sections.sort()).toEqual(codes.sort())
})

test('every reason of `untouched` is in troubleshooting, with what to do', () => {
  const documented = tableAfter('it went without the token:', pageOf('docs/troubleshooting.md').prose)
  expect(documented.map(([reason]) => reason).sort()).toEqual(valuesOf('UntouchedReason').sort())
})

test.each([
  ['`createFakeAP(options)` is', 'FakeAPOptions'],
  ['`createFakeBackend(options)` has', 'FakeBackendOptions'],
])('docs/testing.md: %s followed by the options of the type, and their defaults', (text, type) => {
  const documented = tableAfter(text, pageOf('docs/testing.md').prose).map(([name, , value]) => [name, value])
  expect(documented.sort()).toEqual(defaultsOf(type).sort())
})

test('every failure of the fake bridge is in the page on testing', () => {
  const documented = tableAfter('lets the next calls fail', pageOf('docs/testing.md').prose)
  expect(documented.map(([mode]) => mode).sort()).toEqual(valuesOf('FakeAPFailure').sort())
})
