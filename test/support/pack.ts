import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What would be published. */
export interface Tarball {
  path: string
  /** Paths inside, in alphabetical order. */
  files: string[]
}

/** Runs npm, and returns what it prints. */
export const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Packs the package as it was built last. */
export function packInto(folder: string): Tarball {
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`))
  return {
    path: join(folder, packed.filename),
    files: packed.files.map(({ path }: { path: string }) => path).sort(),
  }
}
