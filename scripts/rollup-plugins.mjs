import { rmSync } from 'node:fs'

/** Removes a folder before the first bundle is made: whatever an earlier build left there would be published. */
export const startWithout = folder => ({
  name: 'start-without',
  buildStart: () => rmSync(new URL(`../${folder}`, import.meta.url), { recursive: true, force: true }),
})

/**
 * ky makes a `TextEncoder` while it loads, to measure uploads whose progress is watched. jsdom has none, so that
 * under Jest nothing of a bundle with ky inside could be loaded. Here it is made when it is needed.
 */
export const lazyTextEncoder = () => ({
  name: 'lazy-text-encoder',
  transform(code, id) {
    if (!/\/ky\/distribution\/utils\/body\.js$/.test(id.replaceAll('\\', '/'))) return null
    const lazy = code
      .replace('const encoder = new TextEncoder();', '')
      .replaceAll('encoder.', 'new TextEncoder().')
    if (!/new TextEncoder/.test(code) || /^\S.*new TextEncoder/m.test(lazy)) {
      this.error('ky makes its TextEncoder in another way now: look whether it still has to be made lazily.')
    }
    return { code: lazy, map: null }
  },
})

/**
 * The types of ky are those of an ES module. A CommonJS declaration may take them, as types alone, if it says so
 * (TS1541): `require` could not load that module.
 */
export const kyTypesOfModule = () => ({
  name: 'ky-types-of-module',
  renderChunk: code =>
    code.replace(
      /import (\{.*\}) from 'ky'/,
      `import type $1 from 'ky' with { 'resolution-mode': 'import' }`,
    ),
})
