import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packInto } from '../../support/pack.js'

/**
 * Puts the packed package where all projects of this folder find it. What they need beside it they find further
 * up, in this repository's own `node_modules`: nothing is fetched.
 */
export default function setup(): void {
  const home = fileURLToPath(new URL('node_modules/ap-context-fetch', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
  try {
    const { path } = packInto(folder)
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home, { recursive: true })
    execFileSync('tar', ['-xzf', path, '--strip-components=1', '-C', home])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
