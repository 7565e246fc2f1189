import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFakeToken } from '../../../../src/testing/index.ts'
import { firstDifference } from '../compare.mjs'
import { refusedPort, startRecorder } from '../recorder.mjs'
import { xhrCases } from '../xhr/cases.mjs'
import { filesAnd, launch } from './browser.mjs'

const html = `<!doctype html>
<script src="/dist/ap-context-fetch.global.js"></script>
<script type="module" src="/test/world/conformance/chromium/xhr-page.mjs"></script>`

const token = createFakeToken({ exp: 4102444800 })
let browser
let recorder
let results
let platform
let withToken

beforeAll(async () => {
  recorder = await startRecorder(filesAnd({ '/page': html }))
  const app = `http://127.0.0.1:${await recorder.start('app')}`
  const foreign = `http://localhost:${await recorder.start('foreign')}`
  const refused = `http://127.0.0.1:${await refusedPort()}`
  browser = await launch()
  const page = await browser.newPage()
  await page.goto(`${app}/page`)
  await page.waitForFunction('isReady')
  results = await page.evaluate(given => globalThis.runXhr(given), { token, foreign, refused })
  platform = results.platform.map(outcome)
  withToken = results.token.map(outcome)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  recorder?.close()
})

/** Runs whose request arrived, and carried no token. */
const bare = new Set()

/** What happened in the page and at the server, without what differs from run to run. */
function outcome({ key, told }, index) {
  const taken = recorder.take(key)
  const carriesToken = ({ headers }) => headers.some(([, value]) => value === `JWT ${token}`)
  if (taken.length > 0 && !taken.some(carriesToken)) bare.add(key)
  const requests = taken.map(({ server, method, url, headers, body }) => {
    const boundary = /^--(----\w+?)(?:--)?\r\n/.exec(body)?.[1]
    const plain = text =>
      (boundary ? text.replaceAll(boundary, 'BOUNDARY') : text).replace(
        /boundary=----.+/,
        'boundary=BOUNDARY',
      )
    const others = headers.filter(([name, value]) => name !== 'authorization' || value === 'Basic x')
    return [
      server,
      method,
      url,
      ...others.map(([name, value]) => `${name}: ${plain(value)}`).sort(),
      plain(body),
    ]
  })
  // Whether one that was aborted arrived is a race.
  const arrived = /^aborted/.test(xhrCases[index].name) ? [] : requests
  return JSON.stringify([told, arrived], null, 1).replaceAll(key, 'KEY')
}

describe('U3: XMLHttpRequest with the install is the platform’s', () => {
  test('in every case, with a token in hand and with one that takes 8 ms', () => {
    const differences = []
    const compared = { token: 0, waiting: 0 }
    const compare = (name, index, ours) => {
      const { name: title, differs, differsWaiting } = xhrCases[index]
      const isNamed = differs || (name === 'waiting' && differsWaiting)
      compared[name] += 1
      const [expected, actual] = [platform[index], ours].map(name === 'waiting' ? withoutSend : it => it)
      if (!isNamed && actual !== expected)
        differences.push(`${name}: ${title}: ${firstDifference(expected, actual)}`)
    }
    for (const [index, ours] of withToken.entries()) compare('token', index, ours)
    for (const one of results.waiting) compare('waiting', one.index, outcome(one, one.index))
    console.table({ cases: { platform: platform.length, ...compared } })
    expect(differences).toEqual([])
    expect(compared.token + compared.waiting).toBeGreaterThan(600)
  })

  // U3: a request that needs a token ends as at a network error; a synchronous one leaves without.
  test('in every case without a token, but that what needs one sends nothing and ends with an error', () => {
    const counted = { 'as the platform’s': 0, 'an error, nothing sent': 0 }
    const differences = []
    for (const [index, one] of results.without.entries()) {
      const { name, isSync, differs, differsWaiting } = xhrCases[index]
      const full = outcome(one, index)
      const [expected, ours] = isSync ? [platform[index], full] : [platform[index], full].map(withoutSend)
      const isError = one.told.some(line => line.startsWith('xhr error')) && JSON.parse(full)[1].length === 0
      if (differs || differsWaiting || ours === expected) counted['as the platform’s'] += 1
      else if (isError && !bare.has(results.token[index].key)) counted['an error, nothing sent'] += 1
      else differences.push(`${name}: ${firstDifference(expected, ours)}`)
    }
    console.table(counted)
    expect(differences).toEqual([])
    expect(counted['an error, nothing sent']).toBeGreaterThan(200)
  })
})

/** U3: `loadstart` comes when the request leaves, which may be after `send()` has returned. */
const withoutSend = outcome => outcome.replaceAll(/^ *"send : undefined",\n/gm, '')
