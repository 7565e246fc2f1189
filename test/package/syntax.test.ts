import { readFileSync } from 'node:fs'
import { type AnyNode, type Pattern, type Program, parse } from 'acorn'
import { describe, expect, test } from 'vitest'

/** What browsers load: by themselves, or what bundlers make of it for them. */
const builds = ['index.js', 'testing.js', 'ap-context-fetch.global.js', 'ap-context-fetch.global.min.js']
const commonjs = ['index.cjs', 'testing.cjs']
const ofNode = ['process', 'Buffer', 'require', 'module', 'exports', 'global', 'setImmediate', '__dirname']

const parseBuild = (file: string): Program =>
  parse(readFileSync(new URL(`../../dist/${file}`, import.meta.url), 'utf8'), {
    ecmaVersion: 2022,
    sourceType: /global|\.cjs$/.test(file) ? 'script' : 'module',
  })

function* nodesIn(value: unknown): Generator<AnyNode> {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value) yield value as AnyNode // acorn's tree has a type in its nodes alone
  for (const child of Object.values(value)) yield* nodesIn(child)
}

/** The names that a pattern declares, its default values left out. */
function boundBy(pattern: Pattern): string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type === 'AssignmentPattern') return boundBy(pattern.left)
  if (pattern.type === 'RestElement') return boundBy(pattern.argument)
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap(inner => (inner ? boundBy(inner) : []))
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap(inner => boundBy(inner.type === 'RestElement' ? inner : inner.value))
}

/** Names of variables that are declared nowhere in a file: members (`page.process`) and keys are none. */
function globalsIn(tree: Program): Set<string> {
  const names = new Set<string>()
  const declared = new Set<string>()
  const noVariables = new Set<AnyNode>()
  for (const node of nodesIn(tree)) {
    if (node.type === 'VariableDeclarator') for (const name of boundBy(node.id)) declared.add(name)
    if ('params' in node) for (const name of node.params.flatMap(boundBy)) declared.add(name)
    if (node.type === 'MemberExpression' && !node.computed) noVariables.add(node.property)
    if ('key' in node && !('computed' in node && node.computed)) noVariables.add(node.key)
    if (node.type === 'Identifier' && !noVariables.has(node)) names.add(node.name)
  }
  for (const name of declared) names.delete(name)
  return names
}

describe('P3', () => {
  test.each([...builds, ...commonjs])('%s is ES2022', file => {
    expect(parseBuild(file).body.length).toBeGreaterThan(0)
  })

  test.each(builds)('%s uses no global of Node', file => {
    const globals = globalsIn(parseBuild(file))
    expect(globals).toContain('globalThis')
    expect(ofNode.filter(name => globals.has(name))).toEqual([])
  })
})
