import { chromium, firefox, webkit } from 'playwright-core'
import { inject } from 'vitest'

const browsers = { chromium, firefox, webkit }

/**
 * The browser of this run: Chromium, or what `BROWSER` names.
 *
 * @param {import('playwright-core').LaunchOptions} [options] more than it needs anyway
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchBrowser({ args = [], ...options } = {}) {
  const { name, launch } = inject('browser')
  return browsers[name].launch({ ...launch, ...options, args: [...(launch.args ?? []), ...args] })
}
