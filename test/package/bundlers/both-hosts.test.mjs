import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installTarball } from '../../support/install.ts'
import { product } from '../../support/product.mjs'
import { bundlers } from './bundlers.mjs'
import { startForgeRemote } from './forge-remote.mjs'

const names = Object.keys(bundlers)
const here = path => fileURLToPath(new URL(path, import.meta.url))
const publicDir = mkdtempSync(join(tmpdir(), 'ap-context-fetch-'))

let app
let remote
beforeAll(async () => {
  remote = await startForgeRemote()
  app = installTarball()
  // As `npm install @forge/bridge` would put it beside the package.
  symlinkSync(here('../../../node_modules/@forge'), join(app.folder, 'node_modules/@forge'))
  copyFileSync(here('entries/both-hosts.js'), join(app.folder, 'both-hosts.js'))
  copyFileSync(here('played-host.js'), join(app.folder, 'played-host.js'))
  writeFileSync(
    join(app.folder, 'page.js'),
    `import { client } from './both-hosts.js'\nglobalThis.demo = { client }\n`,
  )
  await bundlers.esbuild.bundle(join(app.folder, 'played-host.js'), publicDir, 'played-host')
  writeFileSync(join(publicDir, 'where.js'), `globalThis.host = ${JSON.stringify(remote.origin)}`)
  for (const name of names) {
    await bundlers[name].split(join(app.folder, 'page.js'), join(publicDir, name), `/${name}/`)
    const script = `<script src="/${name}/page.js" type="module"></script>`
    const played = '<script src="/where.js"></script><script src="/played-host.js" type="module"></script>'
    writeFileSync(
      join(publicDir, `${name}-connect.html`),
      `<!doctype html><script src="/all.js"></script>${script}`,
    )
    writeFileSync(join(publicDir, `${name}-forge.html`), `<!doctype html>${played}${script}`)
  }
})
afterAll(async () => {
  app?.remove()
  rmSync(publicDir, { recursive: true })
  await remote?.stop()
})
const held = product({ lifetime: 60, latency: 20, publicDir }, { sendsElsewhere: true })

/** Opens the page in one of the hosts. */
async function open(name, host) {
  const [page, frame] = await held.open(`/${name}-${host}.html`)
  return { page, frame }
}

/** The paths of all that the frame has loaded. */
const loadedBy = frame =>
  frame.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))

/** The chunk that has the bridge in it. */
const chunksWithBridge = name =>
  readdirSync(join(publicDir, name))
    .filter(file => /BridgeAPIError/.test(readFileSync(join(publicDir, name, file), 'utf8')))
    .map(file => `/${name}/${file}`)

/** The same in both hosts: what an app does, and what comes of it. */
const useApp = async path => {
  const { client } = globalThis.demo
  const claims = await client.getClaims()
  const read = await client.http('/api/me').json()
  const sent = await client.fetch(path, {
    method: 'POST',
    body: 'Grüße',
    headers: { 'content-type': 'text/plain' },
  })
  return {
    account: typeof claims.sub,
    issue: claims.context.jira.issue.key,
    read: read.issue,
    status: sent.status,
  }
}

describe.each(names)('G1: one build by %s, opened in both hosts', name => {
  test('does the same in each', async () => {
    const outcomes = {}
    for (const host of ['connect', 'forge']) {
      const { page, frame } = await open(name, host)
      outcomes[host] = await frame.evaluate(useApp, '/api/echo')
      await page.close()
    }
    expect(outcomes.connect).toEqual({ account: 'string', issue: 'DEMO-1', read: 'DEMO-1', status: 200 })
    expect(outcomes.forge).toEqual(outcomes.connect)
    expect(String(remote.received.at(-1).body)).toBe('Grüße')
  })

  test('loads the bridge in Forge, and never in Connect', async () => {
    const chunks = chunksWithBridge(name)
    expect(chunks).toHaveLength(1)
    for (const [host, loads] of [
      ['connect', false],
      ['forge', true],
    ]) {
      const { page, frame } = await open(name, host)
      await frame.evaluate(useApp, '/api/echo')
      expect((await loadedBy(frame)).includes(chunks[0]), host).toBe(loads)
      await page.close()
    }
  })
})

describe('the Forge page', () => {
  const inForge = async use => {
    const { page, frame } = await open('esbuild', 'forge')
    try {
      return await use(frame)
    } finally {
      await page.close()
    }
  }

  test('G5: a refusal of the backend is a Response, and the next request is let in', async () => {
    remote.refuseNext()
    const statuses = await inForge(frame =>
      frame.evaluate(async () => {
        const ask = async () => (await globalThis.demo.client.fetch('/api/me')).status
        return [await ask(), await ask()]
      }),
    )
    expect(statuses).toEqual([401, 200])
  })

  test('G6: a request that the host never answers ends with its signal, and the next one works', async () => {
    const outcomes = await inForge(frame =>
      frame.evaluate(async () => {
        const { client } = globalThis.demo
        await client.fetch('/api/me') // The bridge is there.
        const outcome = send =>
          send().then(
            ({ status }) => status,
            error => error.name,
          )
        const { forge } = globalThis
        const hanging = async reason => {
          const { calls } = forge
          const leaving = new AbortController()
          forge.failNext('hang')
          const ended = outcome(() => client.fetch('/api/me', { signal: leaving.signal }))
          while (forge.calls === calls) await new Promise(resolve => setTimeout(resolve))
          leaving.abort(reason)
          return ended
        }
        const timeOut = new DOMException('', 'TimeoutError')
        return [await hanging(), await hanging(timeOut), await outcome(() => client.fetch('/api/me'))]
      }),
    )
    expect(outcomes).toEqual(['AbortError', 'TimeoutError', 200])
  })

  test('G3: bytes that the bridge would damage are refused in Chromium too, and nothing is sent', async () => {
    const before = remote.received.length
    const bodies = await inForge(frame =>
      frame.evaluate(async () => {
        const form = new FormData()
        form.append('field', 'text')
        form.append('other', new Blob(['x']))
        const given = [new Uint8Array([0xff, 0xfe]), new Blob([new Uint8Array([0xff])]), form, '\ufefftext']
        const outcomes = []
        for (const body of given) {
          const sent = globalThis.demo.client.fetch('/api/echo', { method: 'POST', body })
          outcomes.push(
            await sent.then(
              ({ status }) => status,
              error => error.name,
            ),
          )
        }
        return outcomes
      }),
    )
    expect(bodies).toEqual(Array(4).fill('TypeError'))
    expect(remote.received.length).toBe(before)
  })

  test('G3: a file in a form arrives byte for byte', async () => {
    const status = await inForge(frame =>
      frame.evaluate(async () => {
        const form = new FormData()
        form.append(
          'file',
          new File([new Uint8Array([0, 255, 254, 10, 13])], 'näme.bin', { type: 'application/x-test' }),
        )
        return (await globalThis.demo.client.fetch('/api/files', { method: 'POST', body: form })).status
      }),
    )
    expect(status).toBe(200)
    const { body } = remote.received.at(-1)
    expect(body.includes(Buffer.from([0, 255, 254, 10, 13]))).toBe(true)
    expect(body.toString()).toContain('filename="näme.bin"')
  })
})
