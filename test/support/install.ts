import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npm, packInto } from './pack.js'

/** The packed package, installed into an empty folder as a user would. */
export interface Installation {
  folder: string
  /** Paths inside the tarball. */
  files: string[]
  /** Runs an ES module in the folder, and returns what it prints. */
  node(code: string): string
  remove(): void
}

export function installTarball(): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const files = install()
    return { folder, files, node, remove }
  } catch (error) {
    remove()
    throw error
  }

  function install(): string[] {
    const { path, files } = packInto(folder)
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    try {
      npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', path)
    } catch (cause) {
      throw new Error('npm could not install the packed package: check that its registry can be reached.', {
        cause,
      })
    }
    return files
  }

  function node(code: string): string {
    const argv = ['--input-type=module', '-e', code]
    return execFileSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' })
  }
}
