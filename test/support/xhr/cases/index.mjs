import { answers } from './answers.mjs'
import { fixedAtSend } from './fixed-at-send.mjs'
import { openedAnew } from './opened-anew.mjs'
import { reach } from './reach.mjs'
import { synchronous } from './synchronous.mjs'
import { waiting } from './waiting.mjs'

/**
 * What an `XMLHttpRequest` does once it is installed: one table for the fake of the unit tests and for Chromium. A case
 * runs where the global `kit` is, in the page.
 *
 * @typedef {object} XhrCase
 * @property {(where: { foreign: string }) => unknown} run what it returns is compared with `told`
 * @property {unknown} [told]
 * @property {string[]} [sent] what the server received, in order: see `lineOf`
 * @property {true} [isPlatform] `told` is the same where nothing is installed
 */

/** @type {Record<string, XhrCase>} */
export const xhrCases = {
  ...reach,
  ...waiting,
  ...openedAnew,
  ...fixedAtSend,
  ...answers,
  ...synchronous,
}
