import { beforeAll, describe, expect, test } from 'vitest'
import { xhrCases } from '../../../support/xhr/cases/index.mjs'
import { lineOf } from '../../../support/xhr/line-of.mjs'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const cases = Object.entries(xhrCases)
const ofThePlatform = cases.filter(([, { isPlatform }]) => isPlatform)
const installed = {}
const bare = {}

/** Runs a case in a page that was just loaded: what it told, and what was received. */
async function run(page, name, isBare) {
  const { foreign, origin, received } = harness.server
  await page.reload()
  harness.server.reset()
  const { told, tokens } = await page.evaluate(
    async ({ name, isBare, foreign }) => {
      kit.isBare = isBare
      return { told: await runXhrCase(name, { foreign }), tokens: kit.tokens }
    },
    { name, isBare, foreign },
  )
  await page.evaluate(() => {}) // What went wrong in the page is told before this.
  const lines = received.map(({ method, path, headers, body }) =>
    lineOf({ method, url: new URL(path, `http://${headers.host}`), headers, body }, { origin, tokens }),
  )
  return { told, lines, errors: harness.errors.splice(0) }
}

beforeAll(async () => {
  const page = await harness.open('run-xhr-case')
  for (const [name] of cases) installed[name] = await run(page, name, false)
  for (const [name] of ofThePlatform) bare[name] = await run(page, name, true)
})

describe('U3, U4: an XMLHttpRequest, in Chromium', () => {
  test.each(cases)('%s', (name, { told, sent }) => {
    expect(installed[name]).toMatchObject({ told, errors: [] })
    if (sent) expect(installed[name].lines).toEqual(sent)
  })

  test.each(ofThePlatform)('with nothing installed: %s', (name, { told }) => {
    expect(bare[name]).toMatchObject({ told, errors: [] })
  })
})
