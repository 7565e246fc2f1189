import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import jwt from 'atlassian-jwt'
import { afterAll, expect, test } from 'vitest'
import { product } from '../../../support/product.mjs'

const held = product({ lifetime: 60, latency: 20 })
let host
afterAll(() => host?.kill())

test('the product page of docs/development.md frames an app of elsewhere, and its bridge answers', async () => {
  const app = `${held.demo.appUrl}/plain.html?quiet`
  host = spawn(process.execPath, [fileURLToPath(new URL('host.mjs', import.meta.url)), app, '0'])
  const [said] = await once(host.stdout, 'data')
  const [, url] = /^Open (\S+)/.exec(String(said))
  const page = await held.browser.newPage()
  await page.goto(url)
  const frame =
    page.frames().find(frame => frame.url().startsWith(held.demo.appUrl)) ??
    (await page.waitForEvent('framenavigated', frame => frame.url().startsWith(held.demo.appUrl)))
  await frame.waitForFunction(() => globalThis.demo !== undefined, undefined, { polling: 50 })
  const { token, claims } = await frame.evaluate(async () => {
    const { client } = globalThis.demo
    return { token: await client.getToken(), claims: await client.getClaims() }
  })
  const secret = 'a secret that your backend knows, of 32 bytes or more'
  expect(jwt.decodeSymmetric(token, secret, jwt.SymmetricAlgorithm.HS256)).toEqual(claims)
  expect(claims).toMatchObject({
    iss: 'my-tenant',
    qsh: 'context-qsh',
    context: { jira: { issue: { key: 'DEMO-1' } } },
  })
  await page.close()
})
