import { chromium, firefox, webkit } from 'playwright-core'
import { inject } from 'vitest'

const browsers = { chromium, firefox, webkit }

/**
 * The browser of this run: Chromium's headless shell if there is one, or what `BROWSER` names.
 *
 * @param {import('playwright-core').LaunchOptions & { isWhole?: boolean }} [options] more than it needs anyway; `isWhole`
 *   for what the shell has not, such as the back/forward cache
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchBrowser({ args = [], isWhole = false, ...options } = {}) {
  const { name, whole, launch } = inject('browser')
  const usual = isWhole ? whole : launch
  return browsers[name].launch({ ...usual, ...options, args: [...(usual.args ?? []), ...args] })
}
