/** Of what a `fetch` is made; the first three are what the package needs. */
const names = ['Headers', 'Request', 'Response'] as const

/**
 * The classes that belong to `fetch`, where `target` lacks them: jsdom has none, and Jest hides Node's. Node's
 * `Request` takes no other `AbortSignal` than Node's, so those two come with it.
 *
 * @throws `Error` if they cannot be had.
 */
export function missingClasses(target: object): Record<string, unknown> {
  if (names.every(name => name in target)) return {}
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } } // Node's, if at all
  const vm = process?.getBuiltinModule?.('node:vm') as
    | { runInThisContext(code: string): Record<string, unknown> }
    | undefined
  if (!vm) {
    throw new Error(
      `install: ${names.join(', ')} are missing, and this is no Node 20.16 or later to take them from. Use a test environment that has them.`,
    )
  }
  return vm.runInThisContext('({ Headers, Request, Response, AbortController, AbortSignal })')
}
