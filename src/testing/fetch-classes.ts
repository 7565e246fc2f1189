import { type NodeClasses, requestFor } from './page-request.js'

/** What the package needs beside `fetch`. */
const names = ['Headers', 'Request', 'Response'] as const

/**
 * The classes that belong to `fetch`, if `target` lacks one of them: jsdom has no `Request` and no `Response`,
 * and Jest hides Node's. All three are taken then, since they belong together.
 *
 * @throws `Error` if they cannot be had.
 */
export function missingClasses(target: object): Record<string, unknown> {
  if (names.every(name => name in target)) return {}
  const { Headers, Response, ...rest } = classesOfNode()
  return { Headers, Response, Request: requestFor(rest) }
}

function classesOfNode(): NodeClasses {
  // No import, which would keep the kit out of browsers; and what a test environment leaves of `process`.
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } }
  const vm = process?.getBuiltinModule?.('node:vm') as { runInThisContext(code: string): unknown } | undefined
  const classes = vm?.runInThisContext('({ Headers, Request, Response, FormData, URLSearchParams })')
  if (classes) return classes as NodeClasses // every Node that has getBuiltinModule has all of them
  throw new Error(
    `install: ${names.join(', ')} are missing here, and only Node 20.16 and later can lend them. Use a test environment that has them, as happy-dom.`,
  )
}
