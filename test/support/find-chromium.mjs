import { execFileSync, spawnSync } from 'node:child_process'
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
/** The same engine without the window that nobody sees: a page opens three times as fast. */
const shells = ['chromium-headless-shell', 'chrome-headless-shell']
const isRoot = process.getuid?.() === 0

/** What every browser test starts Chromium with: alone, and with no request of its own. */
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--site-per-process', // A frame of another site has a process of its own, in the shell as in the browser.
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
  const isChromium = name === 'chromium'
  const whole = isChromium ? chromiumOptions() : {}
  provide('browser', { name, whole, launch: isChromium ? { ...whole, ...shellOptions() } : {} })
}

/** What `chromium.launch()` takes. */
export const chromiumOptions = () => ({ executablePath: findChromium(), args })

/** Whoever names a browser wants that one. */
function shellOptions() {
  const shell = process.env.CHROME_PATH ? undefined : onPath(shells)
  return shell && { executablePath: shell }
}

/** The browser's path: that of `CHROME_PATH`, one on the PATH, or one that is installed now. */
function findChromium() {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) {
    if (isExecutable(CHROME_PATH)) return CHROME_PATH
    throw new Error(`CHROME_PATH is ${CHROME_PATH}, which is no executable file: correct or unset it.`)
  }
  return installed() ?? install()
}

const installed = () => onPath(names) ?? [...applications, playwrightsOwn()].find(isExecutable)

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.flatMap(folder => names.map(name => join(folder, name))).find(isExecutable)
}

function install() {
  console.log('No Chromium or Chrome on the PATH: installing one for the browser tests.')
  try {
    if (isRoot && existsSync('/etc/debian_version')) {
      run('apt-get', ['update', '-qq'])
      const packages = ['chromium', ...shells.filter(isInDebian)]
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
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

/** Older releases have no package of the shell: then the tests take longer. */
const isInDebian = name => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0

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
