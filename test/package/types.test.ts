import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Installation, installTarball } from '../support/install.js'

let installed: Installation
beforeAll(() => {
  installed = installTarball()
})
afterAll(() => installed?.remove())

/** What TypeScript says of a consumer's file, declarations of dependencies included. */
function complaints(code: string, ...lib: string[]): string[] {
  const file = join(installed.folder, 'consumer.ts')
  writeFileSync(file, `import { createContextClient } from 'ap-context-fetch'\n${code}`)
  const program = ts.createProgram([file], {
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', ...lib],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types: [],
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('the declarations in the tarball', () => {
  test('P1: need no library beyond ES2022 and the DOM', () => {
    expect(complaints('createContextClient({ scheme: undefined }).dispose()')).toEqual([])
  })

  test('with a library that has Symbol.dispose, a client is disposable', () => {
    const code = '{ using client = createContextClient(); client.fetch("/") }'
    expect(complaints(code, 'lib.esnext.disposable.d.ts')).toEqual([])
  })

  test('without one it is not, and the compiler says so', () => {
    expect(complaints('createContextClient()[Symbol.dispose]()')).toContainEqual(
      expect.stringContaining("Property 'dispose' does not exist"),
    )
  })
})
