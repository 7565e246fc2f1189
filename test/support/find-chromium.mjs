import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'chrome.exe',
]
const applications = [
  'Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'Applications/Chromium.app/Contents/MacOS/Chromium',
].map(path => join('/', path))
const isRoot = process.getuid?.() === 0

/** What every browser test starts Chromium with: alone, and with no request of its own. */
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  ...(isRoot ? ['--no-sandbox'] : []),
]

/**
 * Vitest's global set-up, for `launchBrowser()`. `BROWSER=firefox` or `webkit` takes the one that Playwright installed;
 * what is written for Chromium alone lies in folders of that name.
 */
export default function setup({ provide }) {
  const { BROWSER: name = 'chromium' } = process.env
  if (!['chromium', 'firefox', 'webkit'].includes(name))
    throw new Error(`BROWSER is ${name}: expected chromium, firefox or webkit.`)
  provide('browser', { name, launch: name === 'chromium' ? chromiumOptions() : {} })
}

/** What `chromium.launch()` takes. */
export const chromiumOptions = () => ({ executablePath: findChromium(), args })

/** The browser's path: that of `CHROME_PATH`, one on the PATH, or one that is installed now. */
function findChromium() {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) {
    if (isExecutable(CHROME_PATH)) return CHROME_PATH
    throw new Error(`CHROME_PATH is ${CHROME_PATH}, which is no executable file: correct or unset it.`)
  }
  return installed() ?? install()
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = folders.flatMap(folder => names.map(name => join(folder, name)))
  return [...candidates, ...applications, playwrightsOwn()].find(isExecutable)
}

function install() {
  console.log('No Chromium or Chrome on the PATH: installing one for the browser tests.')
  try {
    if (isRoot && existsSync('/etc/debian_version')) {
      run('apt-get', ['update', '-qq'])
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    } else {
      const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
      run(process.execPath, [join(playwright, 'cli.js'), 'install', 'chromium'])
    }
  } catch (cause) {
    throw new Error('No browser: install Chromium or Chrome, or name one with CHROME_PATH=…', { cause })
  }
  const path = installed()
  if (path) return path
  throw new Error('The browser that was installed is not found: name it with CHROME_PATH=…')
}

const run = (command, argv) =>
  execFileSync(command, argv, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

function playwrightsOwn() {
  try {
    return chromium.executablePath()
  } catch {
    return undefined // Playwright has none for this system.
  }
}

function isExecutable(path) {
  if (!path) return false
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile() // One may enter a folder, which is the same bit.
  } catch {
    return false
  }
}
