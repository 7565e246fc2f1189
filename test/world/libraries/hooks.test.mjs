import { afterAll, describe, expect, test } from 'vitest'
import { product } from '../../support/product.mjs'
import { buildPages } from './build.mjs'

const pages = await buildPages('hooks.ts', ['hooks'])
afterAll(pages.remove)
const held = product({ lifetime: 60, latency: 20, publicDir: pages.folder })

/** Types of the listeners that the client has, which only the engine knows. */
async function listeners(page, frame) {
  const session = await page.context().newCDPSession(frame)
  const { result } = await session.send('Runtime.evaluate', { expression: 'globalThis.demo.client' })
  const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId })
  await session.detach()
  return found.listeners.map(({ type }) => type)
}

/** Until the component shows it: when the token expires, and the code of the error. */
const shows = (frame, expected) =>
  frame.waitForFunction(
    ([expiresAt, code]) => {
      const { mounted } = globalThis.demo
      return mounted.current().expiresAt === expiresAt && mounted.current().error?.code === code
    },
    expected,
    { polling: 50 },
  )

/** Asks for another token, and returns when the one that is there now expires. */
const refresh = frame =>
  frame.evaluate(async () => {
    const { tokens } = globalThis.demo.client
    await tokens.refresh().catch(error => error) // The component shows it.
    return tokens.expiresAt
  })

describe.each(['react', 'vue'])('%s: what tells of the token in a component', library => {
  test('shows when it expires and why a refresh failed, and leaves no listener', async () => {
    const [page, frame] = await held.open('/hooks.html')
    const first = await refresh(frame)
    expect(await listeners(page, frame)).toEqual([])
    await frame.evaluate(async library => {
      globalThis.demo.mounted = await globalThis.demo.mount[library]()
    }, library)
    await shows(frame, [first, undefined])
    const mounted = await listeners(page, frame)
    expect(mounted.filter(type => type === 'refresherror')).toHaveLength(1)

    held.demo.settings.fault = 'reject'
    expect(await refresh(frame)).toBe(first)
    await shows(frame, [first, 'source-error'])

    held.demo.settings.fault = 'none'
    held.demo.settings.lifetime = 30
    const second = await refresh(frame)
    expect(second).toBeLessThan(first)
    await shows(frame, [second, undefined])

    held.demo.settings.fault = 'reject'
    held.demo.revokeCurrent()
    expect(await frame.evaluate(async () => (await globalThis.demo.client.fetch('/api/me')).status)).toBe(401)
    // T15: with no other token to be had, the rejected one serves again.
    await shows(frame, [second, 'source-error'])

    await frame.evaluate(() => globalThis.demo.mounted.unmount())
    expect(await listeners(page, frame)).toEqual([])
    await page.close()
  })
})
