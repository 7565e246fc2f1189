import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = path => fileURLToPath(new URL(path, import.meta.url))

/** Majors that are installed under another name, by what imports them. */
const otherMajors = [
  { name: 'htmx.org', importer: /htmx\.[jt]s$/, installed: 'htmx4' },
  { name: 'jquery', importer: /jquery\.js$/, installed: 'jquery4' },
]

/** @type {import('esbuild').Plugin} */
const takeOtherMajors = {
  name: 'other-majors',
  setup(build) {
    for (const { name, importer, installed } of otherMajors) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, args =>
        importer.test(args.importer)
          ? build.resolve(installed, { kind: args.kind, resolveDir: args.resolveDir })
          : undefined,
      )
    }
  },
}

/**
 * A folder to serve: a page for each name, which all load one script of the folder `page`, and copies of more files.
 * @param {string} script
 * @param {string[]} names
 * @param {string[]} [more] their paths
 */
export async function buildPages(script, names, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    await build({
      entryPoints: { page: here(`page/${script}`) },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      tsconfigRaw: {}, // Not the one beside: it leads to src, and what is tested is the build.
      define: {
        'process.env.NODE_ENV': '"development"', // StrictMode mounts twice in this one only.
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
      plugins: [takeOtherMajors],
    })
    for (const path of more) copyFileSync(path, join(folder, basename(path)))
    for (const name of names) {
      writeFileSync(
        join(folder, `${name}.html`),
        `<!doctype html><title>${name}</title><script src="/all.js"></script><script src="/page.js" type="module"></script><body>`,
      )
    }
    return { folder, remove }
  } catch (error) {
    remove()
    throw error
  }
}
